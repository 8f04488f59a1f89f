//! The processes that hold a port: each with all its sockets there, its state
//! and its age.

use super::system::is_root;
use super::{Finding, Process};
use crate::net::proc::process;
use crate::net::proc::sockets::{Socket, State, Transport};

/// More share one port only where something is badly wrong.
const MOST: usize = 5;

/// Whose these sockets are; they have one port.
pub fn holders(
    check: &'static str,
    transport: Transport,
    sockets: &[Socket],
) -> Vec<Finding> {
    let inodes: Vec<u64> = sockets.iter().map(|one| one.inode).collect();
    let mut owned = Vec::new();
    let mut found = Vec::new();
    for pid in process::pids().filter(|pid| process::has(*pid, &inodes)) {
        let its = |one: &&Socket| process::has(pid, &[one.inode]);
        let its: Vec<_> = sockets.iter().filter(its).collect();
        owned.extend(its.iter().map(|one| one.inode));
        found.extend(
            Process::of(pid).map(|it| held(check, transport, it, &its)),
        );
    }
    let more = found.len().saturating_sub(MOST);
    found.truncate(MOST);
    let mut all = sockets.iter();
    if let Some(hidden) = all.find(|one| !owned.contains(&one.inode)) {
        found.push(self::hidden(check, hidden));
    }
    if more > 0 {
        found.push(Finding::look(check, format!("{more} more hold it"), ""));
    }
    found
}

fn hidden(check: &'static str, socket: &Socket) -> Finding {
    let Socket { local, user, .. } = socket;
    let whose = match is_root() {
        true => "in another container".into(),
        false => format!("of user {user}, or in a container"),
    };
    let look = match is_root() {
        true => "look on the host, or in its container".into(),
        // sudo's own PATH may leave out where cargo has put it.
        false => format!(
            "sudo \"$(command -v echostage)\" doctor --port {} shows it",
            local.port()
        ),
    };
    let seen = format!("a process that we may not see holds {local}: {whose}");
    let todo = format!("{look}; or take another port with --listen");
    Finding::look(check, seen, &todo)
}

fn held(
    check: &'static str,
    transport: Transport,
    process: Process,
    its: &[&Socket],
) -> Finding {
    let (name, since) = (process.name(), process.since());
    let mut places: Vec<_> =
        its.iter().map(|it| it.local.to_string()).collect();
    places.dedup(); // all connections of a server are at its own address
    let places = places.join(" and ");
    // Nobody listens, or we would not have been asked about connections.
    let rest = transport == Transport::Tcp
        && its.iter().all(|it| it.state != State::Listen);
    let holds = match rest {
        true => format!(
            "nobody listens, but {name} still has a connection on {places}"
        ),
        false => format!("{name} holds {places}"),
    };
    let waiting: u64 = its.iter().map(|it| it.receive_queue).sum();
    let waits = match transport {
        _ if waiting == 0 || rest => String::new(),
        Transport::Tcp => format!("; {waiting} wait in the kernel's queue"),
        Transport::Udp => format!("; {waiting} B wait in its buffer"),
    };
    if process.is_stopped() {
        let seen = format!(
            "{holds} and is stopped, as by Ctrl-Z: nobody is answered{waits}; \
             {since}"
        );
        let todo = match &process.terminal {
            Some(_) if process.is_here() => "type fg here, or end it".into(),
            Some(name) => format!("type fg in terminal {name}, or end it"),
            None => format!("kill -CONT {}, or end it", process.pid),
        };
        return Finding::bad(check, seen, &todo).of(process);
    }
    let state = if process.is_held() { ", held by a debugger" } else { "" };
    let seen = format!("{holds}{state}{waits}; {since}");
    if rest {
        let todo = "end it; or take another port with --listen";
        return Finding::bad(check, seen, todo).of(process);
    }
    let todo = "if you don't want it there, end it; or take another port with \
                --listen";
    Finding::look(check, seen, todo).of(process)
}
