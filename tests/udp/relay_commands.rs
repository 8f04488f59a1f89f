//! What a member of the relay can type: as in the chat over TCP.

use crate::member::Member;

#[test]
fn a_new_name_is_told_to_all_and_heard_in_what_one_says() {
    let server = crate::relay("");
    let [first, second, third] = Member::join_all(&server);
    second.ask("/name bob", "* you are now bob");
    first.hear("* guest-2 is now bob");
    third.hear("* guest-2 is now bob");
    second.say("hi");
    first.hear("bob: hi");
    third.hear("bob: hi");
    third.ask("/who", "* here: guest-1, bob, guest-3");
}

#[test]
fn msg_is_heard_by_one_member_only() {
    let server = crate::relay("");
    let [first, second, third] = Member::join_all(&server);
    third.ask("/msg guest-2 how are you?", "* told guest-2");
    second.hear("guest-3 (to you): how are you?");
    [first, second, third].iter().for_each(Member::has_heard_nothing);
}

#[test]
fn me_is_told_to_the_others() {
    let server = crate::relay("");
    let [first, second] = Member::join_all(&server);
    first.say("/me waves");
    second.hear("~ guest-1 waves");
    first.has_heard_nothing();
}

#[test]
fn help_is_told_to_who_asks() {
    let server = crate::relay("");
    let [first, second] = Member::join_all(&server);
    first.say("/help");
    let heard = String::from_utf8(first.peer.next()).unwrap();
    let mut all = heard;
    // One datagram or several: it ends where the next answer begins.
    first.say("/who");
    loop {
        let next = String::from_utf8(first.peer.next()).unwrap();
        if next == "* here: guest-1, guest-2\n" {
            break;
        }
        all.push_str(&next);
    }
    for word in ["/name", "/msg", "/me", "/who", "/quit"] {
        assert!(all.contains(word), "no {word} in {all:?}");
    }
    second.has_heard_nothing();
}
