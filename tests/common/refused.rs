//! A server that must not start: one line, and an exit code.

use super::wait::{PATIENCE, until};
use std::io::Read;
use std::process::{Command, Stdio};
use std::time::Instant;

/// The one line of a server that doesn't start, and its exit code.
pub fn refused(mut command: Command) -> (String, i32) {
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
