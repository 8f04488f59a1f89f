//! What the figures were measured on: figures without it say nothing.

use super::result::Machine;
use std::fs;
use std::thread;

pub fn machine() -> Machine {
    Machine {
        cpus: thread::available_parallelism().map_or(1, usize::from),
        cpu: line("/proc/cpuinfo", "model name").map(|name| plain(&name)),
        system: system(),
        memory: line("/proc/meminfo", "MemTotal").and_then(|kib| {
            let kib: u64 = kib.split_whitespace().next()?.parse().ok()?;
            Some(kib * 1024)
        }),
        build: if cfg!(debug_assertions) { "debug" } else { "release" },
    }
}

fn system() -> String {
    #[cfg(unix)]
    {
        let uname = rustix::system::uname();
        let [name, release] = [uname.sysname(), uname.release()];
        let text = |part: &std::ffi::CStr| part.to_string_lossy().into_owned();
        format!("{} {}", text(name), text(release))
    }
    #[cfg(not(unix))]
    std::env::consts::OS.into()
}

/// What stands behind the name and a colon.
fn line(file: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let lines = text.lines().filter_map(|line| line.split_once(':'));
    let mut named = lines.filter(|(key, _)| key.trim() == name);
    named.next().map(|(_, value)| value.trim().into())
}

/// Vendors fill their names up with spaces.
fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}
