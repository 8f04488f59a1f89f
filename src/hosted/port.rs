//! Ports: one that is free for a server, whether it listens there, and whether
//! it is the one that does.

use super::family::members;
use crate::load::Wire;
use crate::net::proc::process;
use crate::net::proc::sockets::{self, Transport};
use socket2::{Domain, Socket, Type};
use std::collections::BTreeSet;
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpStream, UdpSocket};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// A port that nobody has now, below those that the kernel gives away by
/// itself: else a client's end, or another server that is just started, could
/// have it first. If somebody takes it all the same, the server says so.
pub fn free(wire: Wire) -> io::Result<SocketAddr> {
    let chance = RandomState::new();
    let any =
        (0..TRIES).map(|nth| FIRST + (chance.hash_one(nth) % MANY) as u16);
    let mut given = GIVEN.lock().unwrap_or_else(PoisonError::into_inner);
    let any = any.filter(|port| given.insert(*port));
    let found = any.map(|port| bind(port, wire)).find_map(Result::ok);
    found.map_or_else(|| bind(0, wire), Ok)
}

/// Those that a server of ours may have, or is about to take.
static GIVEN: Mutex<BTreeSet<u16>> = Mutex::new(BTreeSet::new());

/// Linux gives away 32,768 and higher ones (`ip_local_port_range`).
const FIRST: u16 = 20_000;
const MANY: u64 = 12_000;
const TRIES: usize = 100;

fn bind(port: u16, wire: Wire) -> io::Result<SocketAddr> {
    let kind = match wire {
        Wire::Tcp => Type::STREAM,
        Wire::Udp => Type::DGRAM,
    };
    // Without SO_REUSEADDR: a port with connections in TIME_WAIT would keep
    // out a server that does not set it.
    let socket = Socket::new(Domain::IPV4, kind, None)?;
    let addr = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    socket.bind(&addr.into())?;
    let bound = socket.local_addr()?.as_socket();
    bound.ok_or_else(|| io::Error::other("it has no address"))
}

pub fn listens(addr: SocketAddr, wire: Wire) -> bool {
    is_taken(addr.port(), wire).unwrap_or_else(|| match wire {
        Wire::Tcp => {
            let moment = Duration::from_millis(100);
            TcpStream::connect_timeout(&addr, moment).is_ok()
        }
        // Who has the port keeps us from it.
        Wire::Udp => UdpSocket::bind(addr).is_err(),
    })
}

/// Whether somebody listens on this TCP port, or has this UDP port; None where
/// /proc can't tell. Asking by a connection would be a client already, and for
/// a server that serves only one, its last.
pub fn is_taken(port: u16, wire: Wire) -> Option<bool> {
    inodes(port, wire).map(|inodes| !inodes.is_empty())
}

/// Whether this server, or a process below it, does.
pub fn owns(first: u32, port: u16, wire: Wire) -> Option<bool> {
    let inodes = inodes(port, wire)?;
    let has = |pid| process::has(pid, &inodes);
    // Mostly it is itself: to find all below it takes a look at everybody.
    Some(has(first) || members(first).iter().any(|one| has(one.pid)))
}

fn inodes(port: u16, wire: Wire) -> Option<Vec<u64>> {
    let transport = match wire {
        Wire::Tcp => Transport::Tcp,
        Wire::Udp => Transport::Udp,
    };
    let all = sockets::bound(port, transport).map(|socket| socket.inode);
    sockets::are_shown().then(|| all.collect())
}
