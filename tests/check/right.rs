//! Servers of other hands without a fault: each reaches the level that is
//! true, and what can't be told of it is not held against it.

use crate::common::Folder;
use crate::found::{Found, beside, right};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

/// The kind, the last level that is asked, and what can't be told.
const RIGHT: &[(&str, u64, &[&str])] = &[
    ("threads", 5, &["limit"]),
    ("asyncio", 5, &["limit"]),
    // Each of their processes has few descriptors, whoever comes.
    ("fork", 5, &["limit", "descriptors"]),
    ("prefork", 5, &["limit", "descriptors"]),
    // It does not start with so few.
    ("many-descriptors", 5, &["limit", "descriptors"]),
    // A tenth of a second for each answer.
    ("slow", 3, &[]),
];

#[test]
fn each_right_server_keeps_all_that_can_be_told() {
    beside(RIGHT, |(kind, level, untold)| {
        let found = Found::run(&format!("--level {level}"), &right(kind));
        let all = &found.all["grade"];
        assert_eq!(found.level(), *level, "{kind}: {all}");
        assert_eq!(found.code, Some(0), "{kind}: {all}");
        assert_eq!(found.untold(), *untold, "{kind}: {all}");
    });
}

/// A signal for `run` ends the shell alone: that is what an operator sees.
#[test]
fn a_wrapper_without_exec_is_told_to_write_it() {
    let folder = Folder::new();
    let run = folder.path().join("run");
    let words = right("threads")[..4].join(" ");
    fs::write(&run, format!("#!/bin/sh\n{words} $1\ntrue\n")).unwrap();
    fs::set_permissions(&run, Permissions::from_mode(0o755)).unwrap();
    let words = [run.display().to_string(), "{port}".into()];
    let found = Found::run("", &words);
    let broken = found.broken();
    assert_eq!(found.level(), 4, "{broken:?}");
    let names: Vec<_> = broken.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["stop"], "{broken:?}");
    assert!(broken[0].1.contains("Write exec before"), "{broken:?}");
}
