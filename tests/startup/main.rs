//! What starts, where; and what doesn't, in one line that says what to do.

mod addresses;
#[path = "../common/mod.rs"]
mod common;
mod flags;
mod ports;

use common::{PATIENCE, Server, until};
use std::io::Read;
use std::process::{Command, Stdio};
use std::time::Instant;

/// The one line of a server that doesn't start, and its exit code.
fn refused(mut command: Command) -> (String, i32) {
    let mut child = command.stdin(Stdio::null()).spawn().unwrap();
    let begin = Instant::now();
    let status = until("its exit", || {
        if begin.elapsed() > PATIENCE / 4 {
            child.kill().unwrap(); // it has started after all
        }
        child.try_wait().unwrap()
    });
    let (mut out, mut told) = (String::new(), String::new());
    child.stdout.unwrap().read_to_string(&mut out).unwrap();
    child.stderr.unwrap().read_to_string(&mut told).unwrap();
    assert_eq!(out, "", "half started: {told}");
    assert_eq!(told.lines().count(), 1, "not one line: {told:?}");
    assert!(told.starts_with("echostage: "), "{told:?}");
    assert!(told.ends_with('\n'), "{told:?}");
    (told, status.code().unwrap_or(-1))
}

/// Refused at this address; the line names each of these.
fn refused_at(listen: &str, parts: &[&str]) -> i32 {
    let (told, code) = refused(Server::command("", "", listen));
    names(&told, parts);
    code
}

fn names(told: &str, parts: &[&str]) {
    for part in parts {
        assert!(told.contains(part), "{part:?} is not in {told:?}");
    }
}
