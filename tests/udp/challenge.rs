//! Off loopback, nobody is answered who has not shown that it hears us.

use crate::common::{Server, until};
use crate::network::Network;
use crate::peer::Peer;
use crate::proof::{ask, challenged, proof_of, prove};

/// A server on one host, a peer on another.
pub fn two_hosts(args: &str) -> Option<(Server, Peer, Network)> {
    let net = Network::new("a challenge")?;
    let [a, b, ..] = net.hosts();
    let server = a.server("10.9.1.1:7000", args);
    let peer = b.peer(server.addr);
    Some((server, peer, net))
}

#[test]
fn who_has_not_proven_itself_is_asked_for_nine_digits_and_not_answered() {
    let echo = "--stage udp-echo";
    let Some((server, peer, _net)) = two_hosts(echo) else { return };
    peer.say("hello");
    peer.say("hello?"); // too soon for another challenge
    challenged(&peer);
    let name = peer.name();
    let line = server.wait_for_line("not answered: 1 datagram");
    let why = format!("the last from {name} (not proven)");
    assert!(line.ends_with(&why), "{line}");
}

#[test]
fn the_number_proves_it_and_is_answered_like_the_rest() {
    let echo = "--stage udp-echo";
    let Some((_server, peer, net)) = two_hosts(echo) else { return };
    prove(&peer);
    peer.echo("hello");
    peer.echo(vec![b'x'; 65_507]);
    // A newline is optional, and each sender proves itself.
    let [_, _, c, _] = net.hosts();
    let other = c.peer(peer.to);
    let proof = ask(&other);
    other.echo(format!("{proof}\n"));
    other.echo("");
}

/// Who is challenged says this, and then the proof, which is answered first.
/// Where that took a second, there was another challenge, which the proof does
/// not fit: then somebody else tries.
fn proves_nothing(says: impl Fn(&str) -> Vec<String>) {
    let echo = "--stage udp-echo";
    let Some((server, _, net)) = two_hosts(echo) else { return };
    let [_, b, ..] = net.hosts();
    until("one challenge only", || {
        let peer = b.peer(server.addr);
        let proof = ask(&peer);
        says(&proof).iter().for_each(|words| peer.say(words));
        peer.say(&proof);
        let heard = peer.next();
        proof_of(&heard).is_none().then(|| {
            assert_eq!(heard, proof.as_bytes());
        })
    });
}

#[test]
fn a_wrong_number_proves_nothing() {
    proves_nothing(|proof| {
        let wrong = ["join 123456", "join 654321\n", "join ", "join"];
        let all = wrong.into_iter().chain([&proof[5..]]);
        all.map(String::from).collect()
    });
}

#[test]
fn a_challenge_that_comes_back_as_it_was_proves_nothing() {
    proves_nothing(|proof| vec![format!("send: {proof}\n")]);
}

#[test]
fn with_open_nobody_is_asked_and_a_warning_says_so() {
    let open = "--stage udp-echo --open";
    let Some((server, peer, _net)) = two_hosts(open) else { return };
    server.wait_for_line("--open:");
    peer.echo("hello");
}

#[test]
fn on_loopback_of_a_server_on_every_address_nobody_is_asked() {
    let args = "--stage udp-echo";
    let server = Server::start_at("0.0.0.0:0", args);
    let here = ([127, 0, 0, 1], server.addr.port());
    Peer::to(here.into()).echo("hello");
}
