//! How much of a processor a server's threads want, also on a machine where
//! they don't get it. Only Linux tells.

use super::family;
use crate::net::proc::process::Stat;
use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Nanoseconds that a thread has run, and that it could have run and had to
/// wait for a processor (/proc/PID/task/TID/schedstat).
type Turn = [u64; 2];

pub struct Turns {
    all: HashMap<PathBuf, Turn>,
    /// When they were looked at: on a busy machine that takes a while.
    begun: Instant,
    ended: Instant,
}

impl Turns {
    /// Of this process, and of all below it.
    pub fn of(first: u32) -> Self {
        let members = family::members(first);
        let begun = Instant::now();
        let tasks = members.into_iter().flat_map(|member| {
            let tasks = fs::read_dir(format!("/proc/{}/task", member.pid));
            tasks.into_iter().flatten().flatten()
        });
        let turn = |task: fs::DirEntry| Some((task.path(), read(&task)?));
        let all = tasks.filter_map(turn).collect();
        Self { all, begun, ended: Instant::now() }
    }

    /// All that they have run, in nanoseconds.
    pub fn ran(&self) -> u64 {
        self.all.values().map(|[ran, _]| ran).sum()
    }

    /// None where the system does not show it.
    pub fn are_shown(&self) -> bool {
        !self.all.is_empty()
    }

    /// Whether one of them runs, or waits for a processor, just now.
    pub fn are_runnable(&self) -> bool {
        let task = |path: &PathBuf| path.file_name()?.to_str()?.parse().ok();
        let mut tasks = self.all.keys().filter_map(task).filter_map(Stat::of);
        tasks.any(|task| task.state == 'R')
    }

    /// The share of a processor that they have run since then, all together,
    /// from 0 to 1. What they waited for one does not count as time: who never
    /// rests has 1 on a busy machine, too. (Added up: a runtime moves its work
    /// from thread to thread.) A finite piece of work may look the same, where
    /// most of the time was spent waiting: ask again.
    pub fn share_since(&self, before: &Self) -> f64 {
        let (mut ran, mut waited) = (0, 0);
        for (task, [now_ran, now_waited]) in &self.all {
            let from = before.all.get(task).copied().unwrap_or_default();
            ran += now_ran.saturating_sub(from[0]);
            waited += now_waited.saturating_sub(from[1]);
        }
        let (ran, waited) =
            (Duration::from_nanos(ran), Duration::from_nanos(waited));
        let between = self.begun.saturating_duration_since(before.ended);
        let own = between.saturating_sub(waited);
        // What they ran while they were looked at may be in it, too.
        ran.as_secs_f64() / own.max(ran).as_secs_f64().max(f64::EPSILON)
    }
}

fn read(task: &fs::DirEntry) -> Option<Turn> {
    let text = fs::read_to_string(task.path().join("schedstat")).ok()?;
    let mut fields = text.split_whitespace();
    Some([fields.next()?.parse().ok()?, fields.next()?.parse().ok()?])
}
