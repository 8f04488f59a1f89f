//! What looks like a proof: a line like any other where nobody must prove
//! anything, and silence where one must.

use crate::challenge::two_hosts;
use crate::member::Member;
use crate::peer::Peer;
use crate::proof::ask;

#[test]
fn on_loopback_a_newcomer_may_say_what_looks_like_a_proof() {
    let server = crate::relay("");
    let first = Member::join(&server);
    let peer = Peer::of(&server);
    peer.say("join 5\n");
    let second = Member::welcomed(peer);
    first.hear("* guest-2 joins (2 here)");
    first.hear("guest-2: join 5");
    second.has_heard_nothing();
}

#[test]
fn off_loopback_the_proof_is_heard_by_nobody() {
    let relay = "--stage udp-broadcast";
    let Some((server, peer, net)) = two_hosts(relay) else { return };
    peer.say(ask(&peer));
    let first = Member::welcomed(peer);
    let [_, _, c, _] = net.hosts();
    for id in 2..5 {
        let peer = c.peer(server.addr);
        let newline = if id % 2 == 0 { "\n" } else { "" };
        peer.say(ask(&peer) + newline);
        let member = Member::welcomed(peer);
        first.hear(&format!("* guest-{id} joins (2 here)"));
        member.say("/quit");
        first.hear(&format!("* guest-{id} leaves (1 here)"));
    }
    first.has_heard_nothing();
}
