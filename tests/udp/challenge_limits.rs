//! How little an address hears that never shows that it does.

use crate::challenge::two_hosts;
use crate::member::Member;
use crate::proof::{ask, proof_of};
use std::time::{Duration, Instant};

/// As somebody would be who is flooded by another's forging.
#[test]
fn one_challenge_a_second_is_the_most() {
    let echo = "--stage udp-echo";
    let Some((_server, peer, _net)) = two_hosts(echo) else { return };
    let begin = Instant::now();
    let mut heard = 0;
    while begin.elapsed() < Duration::from_millis(2500) {
        peer.say([b'x'; 100]);
        let pause = Duration::from_millis(20);
        let challenge = peer.next_within(pause);
        if challenge.is_some_and(|c| proof_of(&c).is_some()) {
            heard += 1;
        }
    }
    let most = 1 + begin.elapsed().as_secs();
    assert!((2..=most).contains(&heard), "{heard} in {:?}", begin.elapsed());
}

#[test]
fn who_never_proves_itself_gets_64_bytes_or_three_times_what_it_sent() {
    let echo = "--stage udp-echo";
    let Some((_server, peer, _net)) = two_hosts(echo) else { return };
    let begin = Instant::now();
    let (mut sent, mut heard) = (0, 0);
    while begin.elapsed() < Duration::from_secs(6) {
        if sent < 10 {
            peer.say("x");
            sent += 1;
        } else {
            peer.say("");
        }
        let pause = Duration::from_millis(100);
        heard += peer.next_within(pause).map_or(0, |c| c.len());
        assert!(heard <= 64.max(3 * sent), "{heard} B for {sent} B");
    }
    assert!(heard > 0, "not one challenge");
}

#[test]
fn in_the_relay_the_number_registers_and_is_not_said_aloud() {
    let relay = "--stage udp-broadcast";
    let Some((server, peer, net)) = two_hosts(relay) else { return };
    let [_, _, c, _] = net.hosts();
    let proof = ask(&peer);
    assert_eq!(server.log.count("registered"), 0);
    peer.say(proof);
    let first = Member::welcomed(peer);
    let peer = c.peer(server.addr);
    peer.say(ask(&peer));
    let second = Member::welcomed(peer);
    first.hear("* guest-2 joins (2 here)");
    second.say("hello");
    first.hear("guest-2: hello");
    second.has_heard_nothing();
}
