//! Who holds a port, as far as /proc tells (`proc_net_tcp(5)`,
//! `proc_pid_fd(5)`).

use super::proc::process::{self, Stat};
use super::proc::sockets::{self, Socket, Transport};
use crate::trace::escape;
use std::net::SocketAddr;

pub enum Holder {
    /// Nobody listens there: in TCP closed connections hold it, in TIME_WAIT.
    Nobody,
    /// Somebody listens whose process we may not see.
    Somebody,
    /// "pid 4711 (python3)", and whether it is stopped.
    Process(String, bool),
}

pub fn holder(addr: SocketAddr, transport: Transport) -> Holder {
    let Some(socket) = first(addr, transport) else { return Holder::Nobody };
    let mut all = process::pids();
    let pid = all.find(|pid| process::has(*pid, &[socket.inode]));
    let Some(it) = pid.and_then(Stat::of) else { return Holder::Somebody };
    let name = escape(it.name.as_bytes(), 15);
    Holder::Process(format!("pid {} ({name})", it.pid), it.is_stopped())
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
