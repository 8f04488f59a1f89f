//! Servers with one fault each: they fail at the level of that fault, and not
//! below; and every promise is broken by one of them.

use crate::found::{Found, beside, wrong};
use echostage::check;
use std::collections::BTreeSet;

/// What is wrong, the level that is reached all the same, the promise that is
/// broken, what is said to have been seen, and more flags.
type Wrong = (&'static str, u64, &'static str, &'static str, &'static str);

const WRONG: &[Wrong] = &[
    ("uppercase", 0, "line", "the byte at 0 is 48 and not 68", ""),
    ("greets", 0, "line", "\"welcome", ""),
    ("strips-cr", 0, "line", "the byte at 11 is 0a and not 0d", ""),
    ("prefix-per-read", 0, "line", "\"> hello", ""),
    ("one-line-only", 0, "line", "nothing, then its end", ""),
    ("drops-nul", 1, "binary", "the byte at 0 is 01 and not 00", ""),
    ("c-strings", 1, "binary", "nothing in 2 s", ""),
    ("text-only", 1, "binary", "the byte at 128 is ef and not 80", ""),
    ("newline-per-read", 1, "split", " is 0a and not ", ""),
    ("joins-lines", 1, "split", "is 74 and not 0a", ""),
    ("cuts-lines", 1, "long-line", "the byte at 4,095 is 0a", ""),
    ("one-send", 1, "volume", "other bytes: the byte at ", ""),
    ("eats-half-close", 1, "half-close", "all bytes, then no end in 2 s", ""),
    ("closes-early", 1, "half-close", "of 65,536 bytes, then", ""),
    ("loses-the-last-line", 1, "half-close", "65,520 of 65,536 bytes", ""),
    (
        "one",
        2,
        "silent",
        "nothing in 2 s; its line came as soon as the first had left",
        "",
    ),
    ("big-backlog", 2, "silent", "nothing in 2 s; its line came", ""),
    ("reads-to-the-newline", 2, "half-line", "nothing in 2 s", ""),
    ("shared-buffer", 2, "half-line", "(\"half a lia wh", ""),
    ("two-slots", 2, "reverse", "client 6: nothing in 2 s", ""),
    ("dies-on-reset", 3, "reset", "it ended with code 1", ""),
    ("no-sigpipe", 3, "reset", "it ended by signal 13", ""),
    ("loses-places", 3, "reset", "nobody is answered any more", "--limit 111"),
    ("loses-a-worker", 3, "reset", "nobody is answered any more", ""),
    ("loop", 3, "deaf", "nothing in 2 s", ""),
    ("keeps-all", 3, "deaf", "its memory grew by ", ""),
    ("spins-for-the-deaf", 3, "deaf", " % of a processor meanwhile", ""),
    ("slow-accept", 3, "instant", ": its backlog (listen) is 16", ""),
    ("one-too-many", 3, "instant", "say --limit 4", ""),
    ("leaks-descriptors", 3, "leaks", " descriptors instead of ", ""),
    ("leaks-threads", 3, "leaks", " threads instead of ", ""),
    ("leaks-memory", 3, "leaks", " MiB of memory instead of ", ""),
    ("zombies", 3, "leaks", " zombies instead of 0", ""),
    ("one-too-many", 4, "limit", "4 were served at a time", "--limit 3"),
    ("spins", 4, "descriptors", " % of a processor", ""),
    ("never-rests", 4, "descriptors", " % of a processor", ""),
    ("dies-at-the-limit", 4, "descriptors", "it ended with code 1", ""),
    ("never-ends", 4, "stop", "it still runs", ""),
    ("leaves-a-child", 4, "stop", "left processes behind", ""),
    ("no-reuse", 4, "restart", "Address already in use", ""),
    ("raw-log", 4, "log", "as it was sent", ""),
    ("full-buffer-log", 4, "log", "as it was sent", ""),
    ("late-log", 4, "log", "as it was sent", ""),
    ("floods-its-log", 4, "log", "as it was sent", ""),
    ("forges-a-line", 4, "log", "a line of the client's own", ""),
];

#[test]
fn who_echoes_no_line_reaches_no_level() {
    all_that_reach(0);
}

#[test]
fn who_is_untrue_to_bytes_or_ends_reaches_level_1() {
    all_that_reach(1);
}

#[test]
fn who_lets_a_newcomer_wait_reaches_level_2() {
    all_that_reach(2);
}

#[test]
fn who_does_not_survive_its_clients_reaches_level_3() {
    all_that_reach(3);
}

#[test]
fn who_can_not_be_left_running_reaches_level_4() {
    all_that_reach(4);
}

fn all_that_reach(level: u64) {
    let all = WRONG.iter().filter(|one| one.1 == level);
    beside(&all.collect::<Vec<_>>(), |one| fails_where_it_is_wrong(one));
}

fn fails_where_it_is_wrong((way, level, probe, seen, flags): &Wrong) {
    let found = Found::run(flags, &wrong(way));
    let broken = found.broken();
    let all = &found.all["grade"];
    assert_eq!(found.level(), *level, "{way}: {all}");
    let here = broken.iter().find(|(name, _)| name == probe);
    let Some((_, said)) = here else { panic!("{way}: {all}") };
    assert!(said.contains(seen), "{way}: {said}");
    assert_eq!(found.code, Some(1), "{way}");
}

#[test]
fn each_promise_is_broken_by_some_server() {
    let broken: BTreeSet<_> = WRONG.iter().map(|one| one.2).collect();
    for (level, name) in check::names(false) {
        assert!(broken.contains(name), "level {level}: {name}");
    }
}
