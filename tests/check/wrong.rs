//! Servers with one fault each: they fail at the level of that fault, and not
//! below; and every promise is broken by one of them.

use crate::found::{Found, wrong};
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
    ("newline-per-read", 1, "split", "the byte at 6 is 0a and not 6e", ""),
    ("joins-lines", 1, "split", "is 74 and not 0a", ""),
    ("cuts-lines", 1, "long-line", "the byte at 4,095 is 0a", ""),
    ("one-send", 1, "volume", "of 8,000,000 bytes, then", ""),
    ("eats-half-close", 1, "half-close", "all bytes, then no end in 2 s", ""),
    ("closes-early", 1, "half-close", "of 65,536 bytes, then", ""),
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
    ("loses-a-worker", 3, "reset", "nobody is answered any more", ""),
    ("loop", 3, "deaf", "nothing in 2 s", ""),
    ("keeps-all", 3, "deaf", "its memory grew by ", ""),
    ("slow-accept", 3, "instant", " lines back; ", ""),
    ("leaks-descriptors", 3, "leaks", " descriptors instead of ", ""),
    ("leaks-threads", 3, "leaks", " threads instead of ", ""),
    ("zombies", 3, "leaks", " zombies instead of 0", ""),
    ("one-too-many", 4, "limit", "4 were served at a time", "--limit 3"),
    ("spins", 4, "descriptors", " % of a processor", ""),
    ("dies-at-the-limit", 4, "descriptors", "it ended with code 1", ""),
    ("never-ends", 4, "stop", "it still runs", ""),
    ("leaves-a-child", 4, "stop", "left processes behind", ""),
    ("no-reuse", 4, "restart", "Address already in use", ""),
    ("raw-log", 4, "log", "as it was sent", ""),
];

macro_rules! wrong {
    ($($name:ident $way:literal)*) => {
        const TESTED: &[&str] = &[$($way),*];
        $(#[test]
        fn $name() {
            fails_where_it_is_wrong($way);
        })*
    };
}

wrong! {
    uppercase "uppercase"
    greets "greets"
    strips_cr "strips-cr"
    prefix_per_read "prefix-per-read"
    one_line_only "one-line-only"
    drops_nul "drops-nul"
    c_strings "c-strings"
    text_only "text-only"
    newline_per_read "newline-per-read"
    joins_lines "joins-lines"
    cuts_lines "cuts-lines"
    one_send "one-send"
    eats_half_close "eats-half-close"
    closes_early "closes-early"
    one "one"
    big_backlog "big-backlog"
    reads_to_the_newline "reads-to-the-newline"
    shared_buffer "shared-buffer"
    two_slots "two-slots"
    dies_on_reset "dies-on-reset"
    loses_a_worker "loses-a-worker"
    blocks_its_loop "loop"
    keeps_all "keeps-all"
    slow_accept "slow-accept"
    leaks_descriptors "leaks-descriptors"
    leaks_threads "leaks-threads"
    zombies "zombies"
    one_too_many "one-too-many"
    spins "spins"
    dies_at_the_limit "dies-at-the-limit"
    never_ends "never-ends"
    leaves_a_child "leaves-a-child"
    no_reuse "no-reuse"
    raw_log "raw-log"
}

fn fails_where_it_is_wrong(way: &str) {
    let (_, level, probe, seen, flags) =
        WRONG.iter().find(|one| one.0 == way).unwrap();
    let found = Found::run(flags, &wrong(way));
    let broken = found.broken();
    assert_eq!(found.level(), *level, "{broken:?}");
    let here = broken.iter().find(|(name, _)| name == probe);
    let Some((_, said)) = here else { panic!("{broken:?}") };
    assert!(said.contains(seen), "{said}");
    assert_eq!(found.code, Some(1));
    // The report ends in time even here: it is bounded by 30 s.
    assert!(found.all["grade"]["seconds"].as_f64().unwrap() < 30.0);
}

#[test]
fn each_promise_is_broken_by_some_server() {
    let broken: BTreeSet<_> = WRONG.iter().map(|one| one.2).collect();
    for (level, name) in check::names(false) {
        assert!(broken.contains(name), "level {level}: {name}");
    }
    let listed: Vec<_> = WRONG.iter().map(|one| one.0).collect();
    assert_eq!(TESTED, listed);
}
