//! Which processes of a server have its clients' connections, and which of
//! their threads wait for one of them.

use crate::check::peer::Peer;
use crate::check::subject::Host;
use crate::hosted::family::members;
use crate::net::proc::process;
use crate::net::proc::sockets::{self, Transport};
use std::collections::BTreeSet;

/// A process of the server that has clients.
#[derive(PartialEq)]
pub struct Holder {
    pid: u32,
    /// Their connections, as it calls them.
    descriptors: BTreeSet<u64>,
}

impl Holder {
    pub fn threads(&self) -> usize {
        let status = format!("/proc/{}/status", self.pid);
        process::number(&status, "Threads:").unwrap_or(0) as usize
    }

    /// So many of its connections are waited for, each by a thread: it is in a
    /// call that names the descriptor.
    pub fn waits(&self) -> usize {
        let calls: BTreeSet<u64> = process::calls(self.pid).collect();
        self.descriptors.intersection(&calls).count()
    }
}

/// A server may leave copies of a connection in several processes.
pub fn holders(host: &Host, clients: &[Peer]) -> Vec<Holder> {
    let Some(first) = host.pid() else { return Vec::new() };
    let ports: BTreeSet<u16> = clients
        .iter()
        .filter_map(|one| Some(one.addr().ok()?.port()))
        .collect();
    let is_theirs = |socket: &sockets::Socket| {
        socket.local.port() == host.addr.port()
            && ports.contains(&socket.remote.port())
    };
    let all = sockets::all(Transport::Tcp).filter(is_theirs);
    let inodes: BTreeSet<u64> = all.map(|socket| socket.inode).collect();
    let holder = |pid: u32| {
        let own = process::sockets(pid);
        let own = own.filter(|(_, inode)| inodes.contains(inode));
        Holder { pid, descriptors: own.map(|(fd, _)| fd).collect() }
    };
    let all = members(first).into_iter().map(|one| holder(one.pid));
    all.filter(|one| !one.descriptors.is_empty()).collect()
}

/// The processes that have this client.
pub fn whose(host: &Host, client: &Peer) -> Vec<u32> {
    let all = holders(host, std::slice::from_ref(client));
    all.iter().map(|one| one.pid).collect()
}
