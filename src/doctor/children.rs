//! Processes of this program whose starter is gone: children of stage `process`
//! serve their clients until these leave; what `demo`, `check` and `compare`
//! have started goes on for ever.

use super::{Finding, Process};
use crate::net::proc::process::Stat;
use std::fs;
use std::path::PathBuf;

const MOST: usize = 5;

pub fn look(_: u16) -> Vec<Finding> {
    let all = Stat::all().filter(|it| !it.is_zombie());
    let found: Vec<Finding> =
        all.filter_map(|it| left(&it)).take(MOST).collect();
    if found.is_empty() {
        let seen = "none whose server, or other starter, is gone";
        return vec![Finding::ok("children", seen)];
    }
    found
}

fn left(it: &Stat) -> Option<Finding> {
    if is_child(it.pid) {
        let alone = program(it.pid) != program(it.parent);
        let todo = "it goes with its client; or end it";
        let told = || told(it.pid, "its server is gone", todo);
        return alone.then(told).flatten();
    }
    let todo = "if nobody needs it, end it";
    let left = it.pid != std::process::id() && is_ours(it.pid) && is_orphan(it);
    let told = || told(it.pid, "who started it is gone", todo);
    left.then(told).flatten()
}

/// As `stage/process.rs` starts them.
fn is_child(pid: u32) -> bool {
    let raw = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    raw.starts_with(b"echostage: client ")
        && raw.split(|byte| *byte == 0).nth(1) == Some(b"--child")
}

/// Any copy of this program.
fn is_ours(pid: u32) -> bool {
    program(pid).is_some_and(|path| {
        let name = path.file_name().unwrap_or_default();
        // With " (deleted)" behind it, where it was built again.
        name.as_encoded_bytes().starts_with(b"echostage")
    })
}

/// Who has adopted it is of another session, and it has not begun one of its
/// own, as services do (`setsid(2)`).
fn is_orphan(it: &Stat) -> bool {
    let parent = Stat::of(it.parent);
    it.session != it.pid
        && parent.is_some_and(|parent| parent.session != it.session)
}

/// None where we may not look.
fn program(pid: u32) -> Option<PathBuf> {
    fs::read_link(format!("/proc/{pid}/exe")).ok()
}

fn told(pid: u32, why: &str, todo: &str) -> Option<Finding> {
    let it = Process::of(pid)?;
    let (name, since) = (it.name(), it.since());
    Some(if it.is_stopped() {
        let seen = format!("{name}: {why}, and it is stopped; {since}");
        Finding::bad("children", seen, "end it").of(it)
    } else {
        let seen = format!("{name}: {why}; {since}");
        Finding::look("children", seen, todo).of(it)
    })
}
