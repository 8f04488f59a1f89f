//! What a server takes of the system at one moment: processes, threads,
//! memory, descriptors, time. Only Linux tells; elsewhere all is None.

use super::cost::Cost;
use super::family::{Member, members};
use super::turns::Turns;
use crate::net::proc::process::{Stat, descriptors, number};
use std::time::Duration;

/// What a server and its children have at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    pub processes: u64,
    pub threads: u64,
}

impl Size {
    pub fn most(self, other: Self) -> Self {
        Self {
            processes: self.processes.max(other.processes),
            threads: self.threads.max(other.threads),
        }
    }
}

pub fn size(first: u32) -> Option<Size> {
    let mut size = Size::default();
    for Member { pid, .. } in members(first) {
        // One that has ended since then counts no more.
        if let Some(threads) = status(pid, "Threads:") {
            size.processes += 1;
            size.threads += threads;
        }
    }
    (size.processes > 0).then_some(size)
}

/// Bytes: what is resident, shared pages shared out among those that share
/// them (PSS), and the page tables.
pub fn memory(first: u32) -> Option<f64> {
    let mut kib = None;
    for Member { pid, .. } in members(first) {
        let pss = number(&format!("/proc/{pid}/smaps_rollup"), "Pss:");
        if let (Some(pss), Some(tables)) = (pss, status(pid, "VmPTE:")) {
            kib = Some(kib.unwrap_or(0) + pss + tables);
        }
    }
    kib.map(|kib| (kib * 1024) as f64)
}

/// The time that its threads were on a processor so far, in nanoseconds. Those
/// that have ended are not in it.
pub fn busy(first: u32) -> u64 {
    Turns::of(first).ran()
}

/// What it and its children have used so far. How much of it in the kernel is
/// known to a tick (10 ms) only: less than that is shared out by halves.
pub fn used(first: u32) -> Cost {
    let mut cost = Cost::default();
    let (mut ours, mut kernels) = (0, 0);
    for Member { pid, .. } in members(first) {
        let [user, system] = Stat::of(pid).map_or([0, 0], |it| it.ticks);
        ours += user;
        kernels += system;
        let switches = |name| status(pid, name).unwrap_or(0);
        cost.voluntary += switches("voluntary_ctxt_switches:");
        cost.involuntary += switches("nonvoluntary_ctxt_switches:");
    }
    let time = Duration::from_nanos(busy(first)).as_secs_f64();
    let share = (kernels + 1) as f64 / (ours + kernels + 2) as f64;
    cost.system = time * share;
    cost.user = time - cost.system;
    cost
}

fn status(pid: u32, name: &str) -> Option<u64> {
    number(&format!("/proc/{pid}/status"), name)
}

/// What a server holds of the system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holds {
    pub descriptors: u64,
    pub threads: u64,
    /// That run; those that have ended, and were not waited for.
    pub processes: u64,
    pub zombies: u64,
}

pub fn holds(first: u32) -> Option<Holds> {
    let mut holds = Holds::default();
    for member in members(first) {
        if member.zombie {
            holds.zombies += 1;
            continue;
        }
        holds.descriptors += descriptors(member.pid) as u64;
        holds.threads += status(member.pid, "Threads:").unwrap_or(0);
        holds.processes += 1;
    }
    (holds.processes > 0).then_some(holds)
}

/// The most descriptors that one process of it has open: each has a limit of
/// its own.
pub fn most_descriptors(first: u32) -> usize {
    let open = |one: Member| descriptors(one.pid);
    members(first).into_iter().map(open).max().unwrap_or(0)
}
