//! How a member of the relay gets out, and who is told what.

use crate::common::{Line, Signal, until};
use crate::member::{HELP, Member};
use crate::peer::Peer;
use std::time::Duration;

fn closed(server: &crate::Server, id: u64) -> Line {
    Line::parse(&server.wait_for_line(&format!("#{id} closed: ")))
}

#[test]
fn who_quits_is_told_nothing_and_the_others_are_told() {
    let server = crate::relay("");
    let [first, second] = Member::join_all(&server);
    second.say("/quit");
    first.hear("* guest-2 leaves (1 here)");
    let out = format!("* welcome, guest-2{HELP}\n* here: guest-1, guest-2\n");
    let told = format!("closed: 6 B in, {} B out, by the client", out.len());
    assert_eq!(closed(&server, 2).text, told);
    // The next to come to it is its next welcome.
    second.peer.say("");
    assert_eq!(Member::welcomed(second.peer).name, "guest-3");
}

#[test]
fn a_silent_member_is_out_and_told_so() {
    let server = crate::relay("--idle-timeout 1");
    let silent = Member::join(&server);
    silent.hear("* you are out: idle");
    let line = closed(&server, 1);
    assert!(line.text.ends_with(" B out, idle"), "{line:?}");
}

/// A heartbeat thirty times in the time that one may be silent: until another
/// one is out, who came later.
#[test]
fn an_empty_datagram_keeps_a_member_inside() {
    let server = crate::relay("--idle-timeout 3");
    let [alive, silent] = Member::join_all(&server);
    let heard = until("the other's end", || {
        alive.peer.say("");
        alive.peer.next_within(Duration::from_millis(100))
    });
    assert_eq!(heard, b"* guest-2 leaves (1 here)\n");
    silent.hear("* you are out: idle");
    alive.ask("/who", "* here: guest-1");
    assert_eq!(server.log.count("#1 closed: "), 0);
}

#[test]
fn who_was_put_out_may_come_again_as_somebody_new() {
    let server = crate::relay("--idle-timeout 0.5 --max-clients 1");
    let member = Member::join(&server);
    member.hear("* you are out: idle");
    member.peer.say("");
    let name = member.peer.name();
    assert_eq!(Member::welcomed(member.peer).name, "guest-2");
    server.wait_for_line(&format!("#2 {name} registered (1 inside)"));
}

#[test]
fn one_too_many_is_turned_away_and_told_so() {
    let server = crate::relay("--max-clients 2");
    let [first, second] = Member::join_all(&server);
    let third = Peer::of(&server);
    third.say("hello\n");
    let told = "the server is full (2 inside); try again later";
    third.hear(format!("* turned away: {told}\n"));
    let name = third.name();
    let line = format!(" {name} turned away (full: 2 inside)");
    server.wait_for_line(&line);
    first.has_heard_nothing();
    second.say("/quit");
    first.hear("* guest-2 leaves (1 here)");
    third.say("");
    first.hear(&format!("* {} joins (2 here)", Member::welcomed(third).name));
}

/// On this machine the kernel answers for a closed port.
#[test]
fn a_member_whose_socket_is_gone_is_out_after_the_next_send() {
    let server = crate::relay("");
    let [gone, stays, third] = Member::join_all(&server);
    gone.peer.vanish();
    stays.say("hello");
    third.hear("guest-2: hello");
    let line = closed(&server, 1);
    assert!(line.text.ends_with(" B out, unreachable"), "{line:?}");
    stays.hear("* guest-1 leaves (2 here)");
    third.hear("* guest-1 leaves (2 here)");
    stays.ask("/who", "* here: guest-2, guest-3");
}

#[test]
fn many_that_vanish_at_once_are_all_out() {
    let server = crate::relay("");
    let stays = Member::join(&server);
    let gone: Vec<_> = (0..30).map(|_| Member::join(&server)).collect();
    gone.into_iter().for_each(|member| member.peer.vanish());
    stays.say("anybody there?");
    server.log.wait_for_count(30, ", unreachable");
    let mut joins_and_leaves = 60;
    while joins_and_leaves > 0 {
        assert!(stays.peer.line().starts_with("* guest-"));
        joins_and_leaves -= 1;
    }
    stays.ask("/who", "* here: guest-1");
}

#[test]
fn a_stop_tells_each_member() {
    let mut server = crate::relay("");
    let members: [Member; 3] = Member::join_all(&server);
    server.signal(Signal::TERM);
    assert_eq!(server.wait_exit(crate::common::PATIENCE), Some(0));
    members.iter().for_each(Member::is_out_by_a_stop);
    let lines = server.log.wait_for_count(3, ", server closing");
    assert_eq!(lines.len(), 3, "{lines:?}");
}
