//! Children of stage `process` whose server is gone: they serve their clients
//! until these leave.

use super::{Finding, Process};
use crate::net::proc::process;
use std::fs;
use std::path::PathBuf;

const MOST: usize = 5;

pub fn look(_: u16) -> Vec<Finding> {
    let mut all = process::pids().filter(|pid| is_child(*pid));
    let left = all.by_ref().filter_map(Process::of).filter(|child| {
        child.state != 'Z' && program(child.pid) != program(child.parent)
    });
    let found: Vec<Finding> = left.take(MOST).map(left_over).collect();
    if found.is_empty() {
        let seen = "no child of a server that is gone";
        return vec![Finding::ok("children", seen)];
    }
    found
}

/// As `stage/process.rs` starts them.
fn is_child(pid: u32) -> bool {
    let raw = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    raw.starts_with(b"echostage: client ")
        && raw.split(|byte| *byte == 0).nth(1) == Some(b"--child")
}

/// Who has adopted it runs another program. None where we may not look.
fn program(pid: u32) -> Option<PathBuf> {
    fs::read_link(format!("/proc/{pid}/exe")).ok()
}

fn left_over(child: Process) -> Finding {
    let seen = format!("{}: its server is gone", child.name());
    let since = child.since();
    if child.is_stopped() {
        let seen = format!("{seen}, and it is stopped; {since}");
        Finding::bad("children", seen, "end it").of(child)
    } else {
        let seen = format!("{seen}; {since}");
        Finding::look("children", seen, "it goes with its client; or end it")
            .of(child)
    }
}
