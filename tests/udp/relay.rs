//! A relay: what one member says, each of the others gets as one datagram.

use crate::member::{HELP, Member};
use crate::peer::Peer;

#[test]
fn the_first_datagram_of_a_sender_registers_it() {
    let server = crate::relay("");
    let peer = Peer::of(&server);
    peer.say("");
    peer.hear(format!("* welcome, guest-1{HELP}\n"));
    peer.hear("* here: guest-1\n");
    let name = peer.name();
    server.wait_for_line(&format!("#1 {name} registered (1 inside)"));
    Member { peer, name }.has_heard_nothing();
}

#[test]
fn what_a_newcomer_says_first_is_said_aloud() {
    let server = crate::relay("");
    let first = Member::join(&server);
    let peer = Peer::of(&server);
    peer.say("hello\n");
    let second = Member::welcomed(peer);
    first.hear("* guest-2 joins (2 here)");
    first.hear("guest-2: hello");
    second.has_heard_nothing();
}

#[test]
fn what_one_says_the_others_hear_and_the_speaker_does_not() {
    let server = crate::relay("");
    let [first, second, third] = Member::join_all(&server);
    second.say("hi");
    first.hear("guest-2: hi");
    third.hear("guest-2: hi");
    [first, second, third].iter().for_each(Member::has_heard_nothing);
}

#[test]
fn a_newline_at_the_end_does_not_matter() {
    let server = crate::relay("");
    let [first, second] = Member::join_all(&server);
    for said in ["hi", "hi\n", "hi\r\n"] {
        second.peer.say(said);
        first.hear("guest-2: hi");
    }
}

#[test]
fn lines_arrive_in_the_order_they_were_said() {
    let server = crate::relay("");
    let [first, second] = Member::join_all(&server);
    for round in 0..20 {
        (0..10).for_each(|i| second.say(&format!("line {}", round * 10 + i)));
        for i in 0..10 {
            first.hear(&format!("guest-2: line {}", round * 10 + i));
        }
    }
}

#[test]
fn two_sockets_of_one_machine_are_two_members() {
    let server = crate::relay("");
    let [first, second] = Member::join_all(&server);
    assert_eq!([&*first.name, &*second.name], ["guest-1", "guest-2"]);
    second.ask("/who", "* here: guest-1, guest-2");
}

#[test]
fn an_empty_datagram_says_nothing() {
    let server = crate::relay("");
    let [first, second] = Member::join_all(&server);
    (0..5).for_each(|_| first.peer.say(""));
    first.has_heard_nothing();
    second.has_heard_nothing();
}

#[test]
fn what_could_move_a_cursor_reaches_nobody_raw() {
    let server = crate::relay("");
    let [first, second] = Member::join_all(&server);
    for said in [&b"\x1b[2Jx"[..], b"a\rb", b"a\nb", b"\xff\xfe", b"\0\x9b"] {
        second.peer.say(said);
        let heard = first.peer.line(); // valid UTF-8, and one line
        assert!(heard.starts_with("guest-2: "), "{heard:?}");
        assert!(!heard.contains(char::is_control), "{heard:?}");
    }
    second.say("中文 and Привет");
    first.hear("guest-2: 中文 and Привет");
}

/// Only off loopback is it a proof, and there only once.
#[test]
fn what_looks_like_a_proof_is_said_aloud() {
    let server = crate::relay("");
    let [first, second] = Member::join_all(&server);
    second.say("join 123456");
    first.hear("guest-2: join 123456");
    second.has_heard_nothing();
}

#[test]
fn a_line_may_have_1024_bytes_and_not_one_more() {
    let server = crate::relay("");
    let [first, second] = Member::join_all(&server);
    let told = "* line too long: 1024 bytes at most; dropped";
    for size in [1025, 65_507] {
        second.peer.say(vec![b'x'; size]);
        second.hear(told);
    }
    second.peer.say(vec![b'y'; 1024]);
    first.hear(&format!("guest-2: {}", "y".repeat(1024)));
    second.has_heard_nothing();
}
