//! Who holds the port, over TCP and over UDP; and whether we may have it.

use super::{Finding, Process};
use crate::net::proc::process;
use crate::net::proc::sockets::{self, Transport};
use socket2::{Domain, Socket, Type};
use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, SocketAddr};

/// More share one port only where something is badly wrong.
const MOST: usize = 5;

pub fn tcp(port: u16) -> Vec<Finding> {
    look("port, TCP", port, Transport::Tcp)
}

pub fn udp(port: u16) -> Vec<Finding> {
    look("port, UDP", port, Transport::Udp)
}

fn look(check: &'static str, port: u16, transport: Transport) -> Vec<Finding> {
    let bound: Vec<_> = sockets::bound(port, transport).collect();
    if bound.is_empty() {
        return vec![unseen(check, port, transport)];
    }
    let mut holders = BTreeMap::new();
    for pid in process::pids() {
        let mut all = bound.iter();
        if let Some(one) = all.find(|one| process::has(pid, &[one.inode])) {
            holders.insert(pid, one);
        }
    }
    let seen = holders.iter().filter_map(|(pid, socket)| {
        Some(held(check, Process::of(*pid)?, socket, transport))
    });
    let mut all: Vec<Finding> = seen.take(MOST).collect();
    let is_seen = |one: &&sockets::Socket| {
        holders.values().any(|held| held.inode == one.inode)
    };
    if let Some(hidden) = bound.iter().find(|one| !is_seen(one)) {
        all.push(Finding::look(
            check,
            format!(
                "a process that we may not see holds {}: of user {}, or in a \
                 container",
                hidden.local, hidden.user
            ),
            "sudo echostage doctor shows it; or take another port with \
             --listen",
        ));
    }
    if let Some(more) = holders.len().checked_sub(MOST).filter(|n| *n > 0) {
        all.push(Finding::look(check, format!("{more} more hold it"), ""));
    }
    all
}

fn held(
    check: &'static str,
    process: Process,
    socket: &sockets::Socket,
    transport: Transport,
) -> Finding {
    let (name, since) = (process.name(), process.since());
    let (addr, waiting) = (socket.local, socket.receive_queue);
    let waits = match transport {
        _ if waiting == 0 => String::new(),
        Transport::Tcp => format!("; {waiting} wait in the kernel's queue"),
        Transport::Udp => format!("; {waiting} B wait in its buffer"),
    };
    if process.is_stopped() {
        let seen = format!(
            "{name} holds {addr} and is stopped, as by Ctrl-Z: nobody is \
             answered{waits}; {since}"
        );
        let todo = match &process.terminal {
            Some(_) if process.is_here() => "type fg here, or end it".into(),
            Some(name) => format!("type fg in terminal {name}, or end it"),
            None => format!("kill -CONT {}, or end it", process.pid),
        };
        return Finding::bad(check, seen, &todo).of(process);
    }
    let held = if process.is_held() { ", held by a debugger" } else { "" };
    Finding::look(
        check,
        format!("{name} holds {addr}{held}{waits}; {since}"),
        "if you don't want it there, end it; or take another port with \
         --listen",
    )
    .of(process)
}

/// Nobody is to be seen: then only the system knows whether it can be had.
fn unseen(check: &'static str, port: u16, transport: Transport) -> Finding {
    let addr = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let (who, how) = (format!("nobody holds {port}"), lists(port));
    match bind(addr, transport) {
        Ok(()) => Finding::ok(check, who),
        Err(e) if e.kind() == ErrorKind::PermissionDenied => Finding::bad(
            check,
            format!("{who}, but it needs root: {e}"),
            "take a port from 1024 up with --listen",
        ),
        Err(e) if e.kind() == ErrorKind::AddrInUse => Finding::bad(
            check,
            format!("somebody holds {addr}, who can't be seen from here"),
            &format!("{how} may show it; or take another port with --listen"),
        ),
        Err(e) => Finding::bad(check, format!("{addr} can't be had: {e}"), ""),
    }
}

/// Only bound, not listened on: no client can come in.
fn bind(addr: SocketAddr, transport: Transport) -> io::Result<()> {
    let kind = match transport {
        Transport::Tcp => Type::STREAM,
        Transport::Udp => Type::DGRAM,
    };
    let socket = Socket::new(Domain::IPV4, kind, None)?;
    // TIME_WAIT keeps no server of ours out.
    socket.set_reuse_address(cfg!(unix) && transport == Transport::Tcp)?;
    socket.bind(&addr.into())
}

fn lists(port: u16) -> String {
    if cfg!(windows) {
        format!("netstat -ano | findstr :{port}")
    } else if cfg!(target_os = "linux") {
        format!("sudo ss -anp sport = {port}")
    } else {
        format!("sudo lsof -nP -i :{port}")
    }
}
