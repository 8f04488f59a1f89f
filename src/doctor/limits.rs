//! Limits of this machine: how many clients each allows, and how to raise it.

use super::Finding;
use crate::load::units::count;
use crate::net::{Allowed, Need, allowed, descriptors};
use std::fs;

/// `check` comes with so many at one instant.
const LEAST: u64 = 200;
/// `load` and `compare` can come with so many.
const MANY: u64 = 10_000;
/// The server's default of `--backlog`.
const BACKLOG: u64 = 1_024;

/// A thread and a descriptor a client, as stage `threads` has it; its stack
/// counts only where the address space is limited.
const NEED: Need = Need { threads: 1, descriptors: 1, stack: 256 * 1024 };

pub fn look(_: u16) -> Vec<Finding> {
    let soft = descriptors(); // before ours is raised
    let mut all: Vec<Finding> = allowed(NEED)
        .iter()
        .map(|one| finding(one, soft))
        .chain(queue())
        .collect();
    if all.is_empty() {
        all.push(Finding::ok("limits", "none can be read on this system"));
    }
    all
}

fn finding(one: &Allowed, soft: Option<u64>) -> Finding {
    let Allowed { name, limit, clients } = one;
    let mut seen =
        format!("{}: enough for {} clients", count(*limit), count(*clients));
    if let ("descriptors", Some(soft)) = (*name, soft)
        && soft < *limit
    {
        seen += &format!(
            "; {} for a program that does not raise it (ulimit -n)",
            count(soft)
        );
    }
    let mut found = match clients {
        ..LEAST => Finding::bad(name, seen, raise(name)),
        ..MANY => Finding::look(name, seen, raise(name)),
        _ => Finding::ok(name, seen),
    };
    found.todo = raise(name).into();
    found
}

fn raise(name: &str) -> &'static str {
    match name {
        "descriptors" => {
            "sudo prlimit --pid $$ --nofile=65536; for good: nofile in \
             /etc/security/limits.conf"
        }
        "max_map_count" => "sudo sysctl vm.max_map_count=262144",
        "threads-max" => "sudo sysctl kernel.threads-max=65536",
        "pids.max" => {
            "whoever started this session sets it: TasksMax= of systemd, \
             --pids-limit of docker"
        }
        "RLIMIT_NPROC" => {
            "ulimit -u 65536; for good: nproc in /etc/security/limits.conf"
        }
        "RLIMIT_AS" => "ulimit -v unlimited",
        _ => "",
    }
}

/// How many may wait in the kernel's queue (`listen(2)`).
fn queue() -> Option<Finding> {
    let text = fs::read_to_string("/proc/sys/net/core/somaxconn").ok()?;
    let places: u64 = text.trim().parse().ok()?;
    let seen =
        format!("{}: so many can wait in the kernel's queue", count(places));
    let raise = "sudo sysctl net.core.somaxconn=4096";
    Some(if places < BACKLOG {
        Finding::look("somaxconn", seen, raise)
    } else {
        Finding { todo: raise.into(), ..Finding::ok("somaxconn", seen) }
    })
}
