//! What the kernel has dropped because the receive buffer was full: the last
//! column of our row in /proc/net/udp (`proc_net_udp(5)`).

use std::fs;
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
        let inode = inode(socket)?.to_string();
        let files = ["/proc/net/udp", "/proc/net/udp6"];
        files.into_iter().find_map(|path| {
            let table = fs::read_to_string(path).ok()?;
            table.lines().find_map(|row| Self::parse(row, &inode))
        })
    }

    fn parse(row: &str, inode: &str) -> Option<Self> {
        let row: Vec<&str> = row.split_whitespace().collect();
        row.get(9).filter(|its| **its == inode)?;
        let (_, waiting) = row.get(4)?.split_once(':')?;
        let waiting = u64::from_str_radix(waiting, 16).ok()?;
        Some(Self { waiting, dropped: row.last()?.parse().ok()? })
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
