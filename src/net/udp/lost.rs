//! What the kernel has dropped because the receive buffer was full: the last
//! column of our row in /proc/net/udp (`proc_net_udp(5)`).

use crate::net::proc::sockets::{self, Transport};
use std::net::UdpSocket;

/// Datagrams of one socket: bytes that wait to be received, and how many the
/// kernel has dropped since the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lost {
    pub waiting: u64,
    pub dropped: u64,
}

impl Lost {
    /// None where there is no /proc.
    pub fn of(socket: &UdpSocket) -> Option<Self> {
        let (port, inode) = (socket.local_addr().ok()?.port(), inode(socket)?);
        let mut all = sockets::bound(port, Transport::Udp);
        let row = all.find(|row| row.inode == inode)?;
        Some(Self { waiting: row.receive_queue, dropped: row.drops })
    }
}

/// A socket is a file to the kernel, and so has a number.
#[cfg(unix)]
fn inode(socket: &UdpSocket) -> Option<u64> {
    Some(rustix::fs::fstat(socket).ok()?.st_ino)
}

#[cfg(not(unix))]
fn inode(_: &UdpSocket) -> Option<u64> {
    None
}
