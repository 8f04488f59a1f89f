//! How many clients this machine can hold. Past it a thread that starts can
//! abort the whole process (std maps a signal stack inside each new thread).

use super::{os, usher};
use std::fs;
use std::path::Path;

/// What one client takes: threads (or processes) and descriptors.
#[derive(Clone, Copy)]
pub struct Need {
    pub threads: u64,
    pub descriptors: u64,
    /// Bytes of stack for each thread; 0 where it is another process's.
    pub stack: u64,
}

/// A number of clients, and which resource decided it.
pub struct Limit {
    pub clients: usize,
    pub why: String,
    /// How many can be held without danger.
    pub safe: usize,
}

/// Descriptors, threads and maps that the server itself may need.
const OURS: u64 = 24;
const OUR_MAPS: u64 = 2_000;
/// A thread's stack, its guard page, its signal stack and that one's guard;
/// and one to spare.
const MAPS_PER_THREAD: u64 = 5;

/// What one limit allows.
pub struct Allowed {
    pub name: &'static str,
    pub limit: u64,
    pub clients: u64,
}

/// Each limit that is known here. Descriptors are raised to the hard limit
/// before.
pub fn allowed(need: Need) -> Vec<Allowed> {
    let maps = proc("/proc/sys/vm/max_map_count").filter(|_| need.stack > 0);
    let address_space = os::address_space().filter(|_| need.stack > 0);
    let files = os::raise_descriptors();
    let ours = OURS + usher::places();
    let user = os::user_threads();
    let all = proc("/proc/sys/kernel/threads-max");
    let group = cgroup_pids();
    let threads = need.threads;
    // An allocator arena reserves up to 64 MiB.
    let stacks = threads * (need.stack + 64 * 1024);
    let limits = [
        ("descriptors", files, ours, need.descriptors),
        ("max_map_count", maps, OUR_MAPS, MAPS_PER_THREAD * threads),
        ("threads-max", all, OURS, 2 * threads),
        ("pids.max", group, OURS, threads),
        ("RLIMIT_NPROC", user, OURS, threads),
        ("RLIMIT_AS", address_space, 128 << 20, stacks),
    ];
    let known = limits.into_iter().filter(|(_, _, _, each)| *each > 0);
    known
        .filter_map(|(name, limit, ours, each)| {
            let limit = limit?;
            let clients = limit.saturating_sub(ours) / each;
            Some(Allowed { name, limit, clients })
        })
        .collect()
}

/// The least of all limits.
pub fn safe(need: Need) -> Limit {
    let all = allowed(need);
    let least = all.iter().min_by_key(|one| (one.clients, one.name));
    let (clients, why) = match least {
        Some(Allowed { name, limit, clients }) => {
            ((*clients).max(1), format!("{name} {limit}"))
        }
        None => (1_000, "no limit is known here".into()),
    };
    let clients = usize::try_from(clients).unwrap_or(usize::MAX);
    Limit { clients, why, safe: clients }
}

fn proc(path: impl AsRef<Path>) -> Option<u64> {
    fs::read_to_string(path).ok()?.trim().parse().ok()
}

/// The least pids.max from our control group up to the root (cgroups(7)).
fn cgroup_pids() -> Option<u64> {
    let groups = fs::read_to_string("/proc/self/cgroup").ok()?;
    let group = groups.lines().find_map(|line| line.strip_prefix("0::"))?;
    let ours = Path::new("/sys/fs/cgroup").join(group.trim_start_matches('/'));
    ours.ancestors().filter_map(|dir| proc(dir.join("pids.max"))).min()
}
