//! The same over UDP.

use crate::found::{Found, beside, wrong};
use echostage::check;
use std::collections::BTreeSet;

/// As in `wrong.rs`.
const WRONG: &[(&str, u64, &str, &str)] = &[
    ("udp-twice", 0, "datagram", "another one: \"hello"),
    ("udp-other-port", 0, "datagram", "one from port "),
    ("udp-passes-over-empty", 1, "boundaries", "13 bytes"),
    ("udp-cuts", 1, "sizes", "1,024 of 1,472 bytes"),
    ("udp-first-only", 2, "own-words", "heard"),
    ("udp-dies-of-icmp", 3, "gone", "it ended with code 1"),
    ("udp-drops", 3, "burst", "came back to one sender"),
    ("udp-leaks", 3, "leaks", " descriptors instead of "),
    ("udp-spins", 4, "rest", " % of a processor"),
    ("udp-never-ends", 4, "stop", "it still runs"),
    (
        "udp-leaves-a-child",
        4,
        "restart",
        "a process that was left behind has port ",
    ),
    ("udp-raw-log", 4, "log", "as it was sent"),
];

#[test]
fn each_wrong_udp_server_fails_where_it_is_wrong() {
    beside(WRONG, |(way, level, probe, seen)| {
        let found = Found::run("--udp", &wrong(way));
        let broken = found.broken();
        assert_eq!(found.level(), *level, "{way}: {broken:?}");
        let here = broken.iter().find(|(name, _)| name == probe);
        let Some((_, said)) = here else { panic!("{way}: {broken:?}") };
        assert!(said.contains(seen), "{way}: {said}");
    });
}

#[test]
fn each_promise_is_broken_by_some_server() {
    let broken: BTreeSet<_> = WRONG.iter().map(|one| one.2).collect();
    for (level, name) in check::names(true) {
        assert!(broken.contains(name), "level {level}: {name}");
    }
}
