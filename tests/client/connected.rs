//! What a connected UDP socket learns, and when.

use crate::common::{Log, PATIENCE, is_free, until};
use crate::run::Client;
use std::net::UdpSocket;

/// The peer answers once, and is gone.
fn after_one_answer() -> (Client, Log) {
    let peer = UdpSocket::bind("127.0.0.1:0").unwrap();
    peer.set_read_timeout(Some(PATIENCE)).unwrap();
    let addr = peer.local_addr().unwrap();
    let (reader, writer) = std::io::pipe().unwrap();
    let shown = Log::collect(reader);
    let args = format!("{addr} --connected --timeout 20");
    let mut client = Client::start_to(&args, writer);
    client.say("a\n");
    let mut bytes = [0; 100];
    let (n, from) = peer.recv_from(&mut bytes).unwrap();
    peer.send_to(&bytes[..n], from).unwrap();
    shown.wait_for("a");
    drop(peer);
    until("a port that is free", || is_free(addr.port()).then_some(()));
    (client, shown)
}

#[test]
fn a_peer_that_goes_away_fell_short_and_was_not_out_of_reach() {
    let (mut client, _shown) = after_one_answer();
    client.say_all("b\n");
    let ended = client.ends().with(1);
    let why = "nobody listens there (ICMP port unreachable)";
    assert!(ended.last().ends_with(why), "{}", ended.last());
}

#[test]
fn what_was_sent_and_answered_is_told_though_the_peer_went_away() {
    let (mut client, _shown) = after_one_answer();
    client.say_all("b\n");
    let counts = "2 sent, 1 answered, 1 missing, 0 late, 0 others";
    let told = client.ends().told;
    assert!(told.contains(&counts.to_string()), "{told:?}");
}

#[test]
fn why_it_failed_is_told_once() {
    let (mut client, _shown) = after_one_answer();
    client.say_all("b\n");
    let ended = client.ends().with(1);
    let why = |line: &&String| line.contains("nobody listens there");
    assert_eq!(ended.told.iter().filter(why).count(), 1, "{:?}", ended.told);
    let states = ended.states();
    assert_eq!(states.last(), Some(&"Unconnected: 4 B out, 2 B in"));
}
