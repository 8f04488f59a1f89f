//! A server's processes, as /proc shows them: how many they are, their
//! threads, their memory. Only Linux has it; elsewhere all is None.

use super::cost::Cost;
use std::collections::HashMap;
use std::fs;
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

/// A process, and when it began: its number alone may become another's.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Member {
    pub pid: u32,
    parent: u32,
    began: u64,
    /// It has ended, and nobody has waited for it yet.
    zombie: bool,
}

impl Member {
    /// As /proc/PID/stat tells it (`proc_pid_stat(5)`).
    fn of(pid: u32) -> Option<Self> {
        let stat = fs::read(format!("/proc/{pid}/stat")).ok()?;
        let stat = String::from_utf8_lossy(&stat);
        // The name before may hold spaces and parentheses.
        let (_, rest) = stat.rsplit_once(") ")?;
        let mut fields = rest.split_whitespace();
        let zombie = fields.next()? == "Z";
        let parent = fields.next()?.parse().ok()?;
        let began = fields.nth(17)?.parse().ok()?;
        Some(Self { pid, parent, began, zombie })
    }

    pub fn lives(&self) -> bool {
        self.now().is_some()
    }

    /// It lives, and has not ended.
    pub fn runs(&self) -> bool {
        self.now().is_some_and(|now| !now.zombie)
    }

    fn now(&self) -> Option<Self> {
        Self::of(self.pid).filter(|now| now.is(self))
    }

    /// Whoever was its parent then: it may have been left to us.
    fn is(&self, other: &Self) -> bool {
        (self.pid, self.began) == (other.pid, other.began)
    }
}

/// The process itself and all below it; empty where /proc can't tell.
/// (`/proc/PID/task/TID/children` is quicker, but not every kernel has it.)
pub fn members(first: u32) -> Vec<Member> {
    members_but(first, &[])
}

/// The same without these, and without those below them.
pub fn members_but(first: u32, spared: &[Member]) -> Vec<Member> {
    let mut below: HashMap<u32, Vec<Member>> = HashMap::new();
    let all = pids().filter_map(Member::of);
    for member in all.filter(|one| !spared.iter().any(|s| s.is(one))) {
        below.entry(member.parent).or_default().push(member);
    }
    let mut family: Vec<Member> = Member::of(first).into_iter().collect();
    let mut next = 0;
    while let Some(member) = family.get(next) {
        next += 1;
        family.extend(below.remove(&member.pid).unwrap_or_default());
    }
    family
}

/// Those that it started, or was left by who started them; zombies, too.
pub fn children(parent: u32) -> impl Iterator<Item = Member> {
    let all = pids().filter_map(Member::of);
    all.filter(move |one| one.parent == parent)
}

fn pids() -> impl Iterator<Item = u32> {
    let all = fs::read_dir("/proc").into_iter().flatten().flatten();
    all.filter_map(|entry| entry.file_name().to_str()?.parse().ok())
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
        let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup"));
        let pss = rollup.ok().and_then(|text| number(&text, "Pss:"));
        if let (Some(pss), Some(tables)) = (pss, status(pid, "VmPTE:")) {
            kib = Some(kib.unwrap_or(0) + pss + tables);
        }
    }
    kib.map(|kib| (kib * 1024) as f64)
}

/// The time that its threads were on a processor so far, in nanoseconds
/// (the first number of /proc/PID/task/TID/schedstat, where the kernel keeps
/// it). Those that have ended are not in it.
pub fn busy(first: u32) -> u64 {
    let tasks = |member: Member| {
        let tasks = fs::read_dir(format!("/proc/{}/task", member.pid));
        tasks.into_iter().flatten().flatten()
    };
    let time = |task: fs::DirEntry| -> Option<u64> {
        let text = fs::read_to_string(task.path().join("schedstat")).ok()?;
        text.split_whitespace().next()?.parse().ok()
    };
    members(first).into_iter().flat_map(tasks).filter_map(time).sum()
}

/// What it and its children have used so far. How much of it in the kernel is
/// known to a tick (10 ms) only: less than that is shared out by halves.
pub fn used(first: u32) -> Cost {
    let mut cost = Cost::default();
    let (mut ours, mut kernels) = (0, 0);
    for Member { pid, .. } in members(first) {
        let [user, system] = ticks(pid).unwrap_or_default();
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

/// Of /proc/PID/stat: utime and stime (`proc_pid_stat(5)`).
fn ticks(pid: u32) -> Option<[u64; 2]> {
    let stat = fs::read(format!("/proc/{pid}/stat")).ok()?;
    let stat = String::from_utf8_lossy(&stat);
    let (_, rest) = stat.rsplit_once(") ")?;
    let mut fields = rest.split_whitespace().skip(11);
    Some([fields.next()?.parse().ok()?, fields.next()?.parse().ok()?])
}

fn status(pid: u32, name: &str) -> Option<u64> {
    let text = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    number(&text, name)
}

fn number(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
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
        let open = fs::read_dir(format!("/proc/{}/fd", member.pid));
        holds.descriptors += open.map_or(0, Iterator::count) as u64;
        holds.threads += status(member.pid, "Threads:").unwrap_or(0);
        holds.processes += 1;
    }
    (holds.processes > 0).then_some(holds)
}
