//! What a member can type: /msg, /me, /who, /quit, /help.

use crate::member::{Member, room};

#[test]
fn msg_is_heard_by_one_member_only() {
    let server = room();
    let [mut first, mut second, mut third] = Member::join_all(&server);
    second.ask("/name bob", "* you are now bob");
    first.hear("* guest-2 is now bob");
    third.hear("* guest-2 is now bob");
    third.ask("/msg bob how are you?", "* told bob");
    second.hear("guest-3 (to you): how are you?");
    first.has_heard_nothing();
    second.has_heard_nothing();
}

#[test]
fn msg_to_nobody_is_told_so() {
    let server = room();
    let [mut first, mut second] = Member::join_all(&server);
    first.ask("/msg bob hi", "* no such member: bob");
    second.has_heard_nothing();
}

#[test]
fn msg_without_a_name_or_a_text_is_explained() {
    let server = room();
    let [mut first, mut second] = Member::join_all(&server);
    for line in ["/msg", "/msg guest-2", "/msg guest-2 "] {
        first.say(line);
        let told = first.client.line();
        assert!(told.starts_with("* "), "{line}: {told}");
    }
    second.has_heard_nothing();
}

#[test]
fn me_is_told_to_the_others() {
    let server = room();
    let [mut first, mut second] = Member::join_all(&server);
    first.say("/me waves");
    second.hear("~ guest-1 waves");
    first.has_heard_nothing();
}

#[test]
fn who_tells_who_is_here_to_who_asks() {
    let server = room();
    let [mut first, mut second] = Member::join_all(&server);
    first.ask("/who", "* here: guest-1, guest-2");
    second.has_heard_nothing();
}

#[test]
fn quit_ends_the_connection_and_the_others_are_told() {
    let server = room();
    let [mut first, mut second] = Member::join_all(&server);
    second.say("/quit");
    let last = String::from_utf8(second.client.rest()).unwrap();
    assert!(last.lines().all(|line| line.starts_with("* ")), "{last}");
    first.hear("* guest-2 leaves (1 here)");
}

#[test]
fn help_lists_what_one_can_type() {
    let server = room();
    let [mut first, mut second] = Member::join_all(&server);
    first.say("/help");
    first.say("/msg nobody-at-all hi");
    let mut help = String::new();
    while !help.contains("nobody-at-all") {
        let line = first.client.line();
        assert!(line.starts_with("* "), "{line:?}");
        help += &line;
    }
    for command in ["/name", "/msg", "/who", "/me", "/quit", "/help"] {
        assert!(help.contains(command), "{command} is not in {help}");
    }
    second.has_heard_nothing();
}

#[test]
fn an_unknown_command_is_told_so_and_nobody_else_hears_it() {
    let server = room();
    let [mut first, mut second] = Member::join_all(&server);
    first.say("/dance wildly");
    let told = first.client.line();
    assert!(told.starts_with("* ") && told.contains("/dance"), "{told}");
    second.has_heard_nothing();
}
