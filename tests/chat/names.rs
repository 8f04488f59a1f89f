//! Names: 1 to 20 printable characters, each name once, `*` is the server's.

use crate::member::{Member, room};

#[test]
fn a_new_name_is_told_to_all_and_used_from_then_on() {
    let server = room();
    let [mut first, mut second] = Member::join_all(&server);
    second.ask("/name bob", "* you are now bob");
    first.hear("* guest-2 is now bob");
    second.say("hi");
    first.hear("bob: hi");
    first.ask("/who", "* here: guest-1, bob");
    drop(second);
    first.hear("* bob leaves (1 here)");
}

#[test]
fn a_name_has_at_most_20_characters_of_any_script() {
    for name in ["x", &"y".repeat(20), &"中".repeat(20), "Zoë"] {
        let server = room();
        let [mut first, mut second] = Member::join_all(&server);
        let told = format!("* you are now {name}");
        second.ask(&format!("/name {name}"), &told);
        first.hear(&format!("* guest-2 is now {name}"));
    }
}

#[test]
fn a_name_that_is_none_is_refused_and_changes_nothing() {
    let server = room();
    let [mut first, mut second] = Member::join_all(&server);
    let (long, wide) = ("x".repeat(21), "中".repeat(21));
    let none = [
        "",
        " ",
        &long,
        &wide,
        "*",
        "*bob",
        "bob\x07",
        "\x1b[31m",
        "b\u{9b}b",
        "b\u{202e}b",
        "b\u{200b}b",
        "\u{feff}",
        "b\u{ad}b",
    ];
    for name in none {
        second.say(&format!("/name {name}"));
        let told = second.client.line();
        assert!(told.starts_with("* "), "{name:?}: {told:?}");
        assert!(!told.contains("you are now"), "{name:?}: {told:?}");
        assert!(!told.chars().any(char::is_control), "{told:?}");
        second.ask("/who", "* here: guest-1, guest-2");
    }
    first.has_heard_nothing();
}

#[test]
fn a_name_that_is_not_utf_8_is_refused() {
    let server = room();
    let mut member = Member::join(&server);
    member.client.say(b"/name b\x80\xfeb\n");
    let told = member.client.line();
    assert!(!told.contains("you are now"), "{told:?}");
    member.ask("/who", "* here: guest-1");
}

#[test]
fn a_name_is_had_by_one_member_only() {
    let server = room();
    let [mut first, mut second] = Member::join_all(&server);
    second.ask("/name bob", "* you are now bob");
    first.hear("* guest-2 is now bob");
    first.say("/name bob");
    let told = first.client.line();
    assert!(told.starts_with("* ") && !told.contains("you are"), "{told}");
    first.ask("/who", "* here: guest-1, bob");
    second.has_heard_nothing();
}

#[test]
fn a_name_is_free_again_when_its_member_leaves_or_changes_it() {
    let server = room();
    let [mut first, mut second] = Member::join_all(&server);
    second.ask("/name bob", "* you are now bob");
    first.hear("* guest-2 is now bob");
    second.ask("/name eve", "* you are now eve");
    first.hear("* bob is now eve");
    first.ask("/name bob", "* you are now bob");
    second.hear("* guest-1 is now bob");
    drop(second);
    first.hear("* eve leaves (1 here)");
    first.ask("/name eve", "* you are now eve");
}

#[test]
fn a_newcomer_gets_a_name_that_nobody_has() {
    let server = room();
    let mut first = Member::join(&server);
    // Whether this is allowed or not: two must not be called alike.
    first.say("/name guest-2");
    first.client.line();
    let second = Member::join(&server);
    first.hear(&format!("* {} joins (2 here)", second.name));
    first.say("/who");
    let who = first.client.line();
    let mut names: Vec<_> =
        who.strip_prefix("* here: ").unwrap().split(", ").collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 2, "{who}");
}
