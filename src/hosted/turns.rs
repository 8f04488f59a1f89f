//! How much of a processor a server's threads want, also on a machine where
//! they don't get it. Only Linux tells.

use super::family;
use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Nanoseconds that a thread has run, and that it could have run and had to
/// wait for a processor (/proc/PID/task/TID/schedstat).
type Turn = [u64; 2];

pub struct Turns {
    all: HashMap<PathBuf, Turn>,
    at: Instant,
}

impl Turns {
    /// Of this process, and of all below it.
    pub fn of(first: u32) -> Self {
        let tasks = family::members(first).into_iter().flat_map(|member| {
            let tasks = fs::read_dir(format!("/proc/{}/task", member.pid));
            tasks.into_iter().flatten().flatten()
        });
        let turn = |task: fs::DirEntry| Some((task.path(), read(&task)?));
        Self { all: tasks.filter_map(turn).collect(), at: Instant::now() }
    }

    /// All that they have run, in nanoseconds.
    pub fn ran(&self) -> u64 {
        self.all.values().map(|[ran, _]| ran).sum()
    }

    /// The share of its time that the busiest thread has run since then, from
    /// 0 to 1. What it waited for a processor does not count as time: a thread that
    /// never rests has 1 on a busy machine, too.
    pub fn busiest_since(&self, before: &Self) -> f64 {
        let time = self.at - before.at;
        let share = |(task, [ran, waited]): (&PathBuf, &Turn)| {
            let [from, from_waited] =
                before.all.get(task).copied().unwrap_or_default();
            let ran = Duration::from_nanos(ran.saturating_sub(from));
            let waited = waited.saturating_sub(from_waited);
            let own = time.saturating_sub(Duration::from_nanos(waited));
            // Both are read at slightly different moments.
            ran.as_secs_f64() / own.max(ran).as_secs_f64().max(f64::EPSILON)
        };
        self.all.iter().map(share).fold(0.0, f64::max)
    }
}

fn read(task: &fs::DirEntry) -> Option<Turn> {
    let text = fs::read_to_string(task.path().join("schedstat")).ok()?;
    let mut fields = text.split_whitespace();
    Some([fields.next()?.parse().ok()?, fields.next()?.parse().ok()?])
}
