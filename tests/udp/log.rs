//! `-v`: each datagram that came and went, escaped.

use crate::common::Line;
use crate::member::Member;
use crate::peer::Peer;

#[test]
fn each_receive_and_send_is_told_with_what_was_in_it() {
    let server = crate::echo("-v");
    let peer = Peer::of(&server);
    peer.echo("hello");
    let name = peer.name();
    server.wait_for_line(&format!(r#"receive 5 from {name} "hello""#));
    server.wait_for_line(&format!(r#"send 5 to {name} "hello""#));
}

#[test]
fn what_is_sent_to_a_member_is_told_with_its_number() {
    let server = crate::relay("-v");
    let [first, second] = Member::join_all(&server);
    second.say("hello");
    first.hear("guest-2: hello");
    // Whose datagram it is shows only after it was received.
    let from = second.peer.name();
    server.wait_for_line(&format!(r#"receive 6 from {from} "hello\n""#));
    let to = first.peer.name();
    let send = format!(r#"send 15 to {to} "guest-2: hello\n""#);
    let send = Line::parse(&server.wait_for_line(&send));
    assert_eq!(send.id, Some(1));
}

#[test]
fn without_it_datagrams_are_not_told() {
    let server = crate::relay("");
    let [first, second] = Member::join_all(&server);
    second.say("hello");
    first.hear("guest-2: hello");
    second.say("/quit");
    server.wait_for_line("#2 closed: ");
    assert_eq!(server.log.count("hello"), 0);
}

#[test]
fn hostile_bytes_never_reach_the_log_raw() {
    for stage in crate::STAGES {
        let args = format!("--stage {stage} -v");
        let mut server = crate::Server::start(&args);
        let peer = Peer::of(&server);
        peer.say("/name \u{1b}[2J\u{9b}31m\u{202e}\u{200b}\x07\n");
        peer.say(b"\x1b]0;owned\x07\xff\xfe\0\r\n\n");
        server.log.wait_for_count(2, "receive ");
        server.stop();
        server.log.wait_end();
        let raw = server.log.raw();
        let text = String::from_utf8(raw).expect("no invalid bytes");
        let bad = |c: char| {
            c.is_control() && c != '\n' || "\u{202e}\u{200b}".contains(c)
        };
        assert!(!text.chars().any(bad), "{stage}: {text:?}");
    }
}

#[test]
fn a_quiet_log_holds_no_conversation() {
    let mut server = crate::relay("-q");
    let [first, second] = Member::join_all(&server);
    second.say("hello");
    first.hear("guest-2: hello");
    server.stop();
    server.log.wait_end();
    assert_eq!(server.log.text(), "");
}
