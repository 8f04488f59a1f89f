//! Who holds a port, as far as /proc tells (`proc_net_tcp(5)`,
//! `proc_pid_fd(5)`).

use super::proc::process::{self, Stat};
use super::proc::sockets::{self, Socket, State, Transport};
use crate::trace::escape;
use std::net::SocketAddr;

pub enum Holder {
    /// No socket is to be seen there.
    Nobody,
    /// Connections that no process has any more: the kernel closes them.
    Closing(State),
    /// Somebody whose process we may not see.
    Somebody,
    Process(Owner),
}

pub struct Owner {
    /// "pid 4711 (python3)".
    pub name: String,
    pub stopped: bool,
    /// Else it has a connection there, which holds the port as well.
    pub listens: bool,
}

pub fn holder(addr: SocketAddr, transport: Transport) -> Holder {
    if let Some(socket) = first(addr, transport) {
        let owner = owner(&[socket.inode], true);
        return owner.map_or(Holder::Somebody, Holder::Process);
    }
    let all = sockets::all(transport).filter(|it| it.covers(addr));
    let (open, closing): (Vec<_>, Vec<_>) = all.partition(|it| it.inode != 0);
    let inodes: Vec<u64> = open.iter().map(|it| it.inode).collect();
    let waits = closing.iter().find(|it| it.state == State::TimeWait);
    match (owner(&inodes, transport == Transport::Udp), closing.first()) {
        (Some(owner), _) => Holder::Process(owner),
        (None, _) if !open.is_empty() => Holder::Somebody,
        (None, Some(any)) => Holder::Closing(waits.unwrap_or(any).state),
        (None, None) => Holder::Nobody,
    }
}

fn owner(inodes: &[u64], listens: bool) -> Option<Owner> {
    let mut all = process::pids();
    let it = Stat::of(all.find(|pid| process::has(*pid, inodes))?)?;
    let name = escape(it.name.as_bytes(), 15);
    let name = format!("pid {} ({name})", it.pid);
    Some(Owner { name, stopped: it.is_stopped(), listens })
}

/// How many connections stand in the kernel's queue of who listens on `addr`:
/// the listening socket's Recv-Q, as `ss -ltn` shows it.
pub fn kernel_queue(addr: SocketAddr) -> Option<u64> {
    first(addr, Transport::Tcp).map(|socket| socket.receive_queue)
}

fn first(addr: SocketAddr, transport: Transport) -> Option<Socket> {
    let mut bound = sockets::bound(addr.port(), transport);
    bound.find(|socket| socket.covers(addr))
}
