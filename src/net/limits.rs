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

/// The least of all limits. Descriptors are raised to the hard limit before.
pub fn safe(need: Need) -> Limit {
    let each = |limit: Option<u64>, ours: u64, each: u64| {
        limit.filter(|_| each > 0).map(|n| n.saturating_sub(ours) / each)
    };
    let maps = proc("/proc/sys/vm/max_map_count").filter(|_| need.stack > 0);
    let address_space = os::address_space().filter(|_| need.stack > 0);
    let files = os::raise_descriptors();
    let ours = OURS + usher::places();
    let user = os::user_threads();
    let all = proc("/proc/sys/kernel/threads-max");
    let group = cgroup_pids();
    let threads = need.threads;
    let limits = [
        ("descriptors", files, each(files, ours, need.descriptors)),
        (
            "max_map_count",
            maps,
            each(maps, OUR_MAPS, MAPS_PER_THREAD * threads),
        ),
        ("threads-max", all, each(all, OURS, 2 * threads)),
        ("pids.max", group, each(group, OURS, threads)),
        ("RLIMIT_NPROC", user, each(user, OURS, threads)),
        (
            "RLIMIT_AS",
            address_space,
            // An allocator arena reserves up to 64 MiB.
            each(address_space, 128 << 20, threads * (need.stack + 64 * 1024)),
        ),
    ];
    let least = limits
        .iter()
        .filter_map(|(name, limit, clients)| {
            Some((clients.as_ref()?, name, limit.as_ref()?))
        })
        .min();
    let (clients, why) = match least {
        Some((&clients, name, limit)) => {
            (clients.max(1), format!("{name} {limit}"))
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
