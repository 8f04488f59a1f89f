//! What there is, and what there is not.

use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Output};

const NAMES: [&str; 15] = [
    "time-wait",
    "half-close",
    "reset",
    "broken-pipe",
    "slow-reader",
    "silent-client",
    "zombies",
    "out-of-descriptors",
    "kernel-queue-full",
    "worker-queue-full",
    "out-of-threads",
    "udp-loss",
    "port-in-use",
    "sticky-messages",
    "lost-update",
];

fn demo(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_echostage"));
    command.arg("demo").args(args).output().unwrap()
}

#[test]
fn without_a_name_all_are_listed_in_80_columns() {
    let out = demo(&[]);
    assert_eq!(out.status.code(), Some(0));
    let text = String::from_utf8(out.stdout).unwrap();
    for name in NAMES {
        let has = |line: &str| {
            line.split_once(' ').is_some_and(|(first, symptom)| {
                first == name && !symptom.trim().is_empty()
            })
        };
        assert!(text.lines().any(has), "no {name} in\n{text}");
    }
    assert_eq!(text.lines().count(), NAMES.len(), "{text}");
    // Some letters are two columns wide.
    let columns = |line: &str| {
        line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>()
    };
    assert_eq!(text.lines().find(|line| columns(line) > 80), None, "{text}");
}

#[test]
fn a_wrong_name_is_told_with_the_right_ones_and_code_2() {
    let out = demo(&["time-wart\x1b[31m"]);
    assert_eq!(out.status.code(), Some(2));
    let text = String::from_utf8(out.stderr).unwrap();
    assert!(text.starts_with("echostage: there is no demo of time-wart\\x1b"));
    assert!(NAMES.iter().all(|name| text.contains(name)), "{text}");
    assert_eq!(text.lines().count(), 1, "{text}");
    assert_eq!(demo(&["--be", "nobody"]).status.code(), Some(2));
}

#[test]
fn the_lessons_name_each_of_them_and_no_other() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/lessons");
    let files = fs::read_dir(folder).unwrap().flatten().map(|e| e.path());
    let pages = files.filter(|path| path.extension() == Some("md".as_ref()));
    let mut named = BTreeSet::new();
    for page in pages {
        let text = fs::read_to_string(page).unwrap();
        let after = text.split("`echostage demo ").skip(1);
        let names = after.filter_map(|rest| rest.split('`').next());
        named.extend(names.map(String::from));
    }
    let all: BTreeSet<String> = NAMES.map(String::from).into();
    assert_eq!(named, all);
}
