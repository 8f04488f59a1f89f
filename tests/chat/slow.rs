//! A member that doesn't read delays nobody, and is put out at last.

use crate::common::Client;
use crate::member::{Member, room};
use std::time::{Duration, Instant};

#[test]
fn a_silent_reader_never_delays_the_others_and_is_put_out() {
    let server = room();
    let lazy = Client::connect_small(server.addr);
    server.wait_for_line("#1 ");
    let mut member = Member::join(&server);
    // Whoever is accepted may join a moment later.
    member.say("/who");
    loop {
        match &*member.client.line() {
            "* here: guest-1, guest-2" => break,
            told if told.starts_with("* here: ") => member.say("/who"),
            _ => (),
        }
    }
    let mut talker = Member::join(&server);
    member.hear("* guest-3 joins (3 here)");

    let line = "x".repeat(1000);
    let mut slowest = Duration::ZERO;
    // Far more than the kernel's buffers and an outbox hold together.
    for _ in 0..50_000 {
        let begin = Instant::now();
        talker.say(&line);
        let heard = member.client.line();
        slowest = slowest.max(begin.elapsed());
        if heard.starts_with("* guest-1 leaves") {
            break;
        }
        assert_eq!(heard, format!("guest-3: {line}"));
    }
    assert!(slowest < Duration::from_secs(1), "{slowest:?}");
    let told = server.wait_for_line("#1 closed: ");
    assert!(told.ends_with(", reads too slowly"), "{told}");
    talker.hear("* guest-1 leaves (2 here)");
    talker.ask("/who", "* here: guest-2, guest-3");
    drop(lazy);
}

#[test]
fn a_silent_reader_may_still_leave() {
    let server = room();
    let lazy = Member::join(&server);
    let mut member = Member::join(&server);
    for i in 0..100 {
        member.say(&format!("line {i}"));
    }
    drop(lazy);
    member.hear("* guest-1 leaves (1 here)");
}
