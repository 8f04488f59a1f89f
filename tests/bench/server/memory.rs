//! What a process takes of the memory, and those below it, by /proc.

use rustix::io::Errno;
use std::{fs, io};

pub fn pss_kib(pid: u32) -> io::Result<f64> {
    let each = family(pid)?.into_iter().map(|pid| {
        match kib(pid, "smaps_rollup", "Pss:") {
            Err(e) if is_gone(&e) => Ok(0.0),
            kib => kib,
        }
    });
    each.sum()
}

/// A process and every process below it.
fn family(pid: u32) -> io::Result<Vec<u32>> {
    let mut pids = vec![pid];
    for child in children(pid)? {
        match family(child) {
            Err(e) if is_gone(&e) => (),
            below => pids.extend(below?),
        }
    }
    Ok(pids)
}

/// Whether a process has ended meanwhile.
fn is_gone(e: &io::Error) -> bool {
    let ended = Errno::from_io_error(e) == Some(Errno::SRCH);
    ended || e.kind() == io::ErrorKind::NotFound
}

/// Those that any thread of it has started.
pub fn children(pid: u32) -> io::Result<Vec<u32>> {
    let mut pids = Vec::new();
    for task in fs::read_dir(format!("/proc/{pid}/task"))? {
        let below = fs::read_to_string(task?.path().join("children"))?;
        pids.extend(below.split_whitespace().flat_map(str::parse::<u32>));
    }
    Ok(pids)
}

pub fn kib(pid: u32, file: &str, key: &str) -> io::Result<f64> {
    let path = format!("/proc/{pid}/{file}");
    fs::read_to_string(&path)?
        .lines()
        .find_map(|line| line.strip_prefix(key))
        .and_then(|rest| rest.split_whitespace().next()?.parse().ok())
        .ok_or_else(|| io::Error::other(format!("{path} has no {key}")))
}
