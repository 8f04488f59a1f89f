//! A room without a place, and somebody who keeps asking for one.

use crate::member::Member;
use crate::peer::Peer;
use std::time::Instant;

const TOLD: &str = "turned away (full: 1 inside)";

#[test]
fn each_datagram_of_who_is_turned_away_is_answered() {
    let server = crate::relay("--max-clients 1");
    let member = Member::join(&server);
    let newcomer = Peer::of(&server);
    let why = "the server is full (1 inside); try again later";
    for _ in 0..500 {
        newcomer.say("let me in\n");
        newcomer.hear(format!("* turned away: {why}\n"));
    }
    member.has_heard_nothing();
}

#[test]
fn who_is_turned_away_500_times_fills_no_log() {
    let server = crate::relay("--max-clients 1");
    let member = Member::join(&server);
    let (newcomer, begin) = (Peer::of(&server), Instant::now());
    for _ in 0..500 {
        newcomer.say("let me in\n");
        newcomer.next();
    }
    // What is told of the member comes after what was told of the newcomer.
    member.say("/quit");
    server.wait_for_line("#1 closed: ");
    let (most, told) = (begin.elapsed().as_secs() + 2, server.log.count(TOLD));
    assert!((1..=most).contains(&(told as u64)), "{told} of {most}");
}
