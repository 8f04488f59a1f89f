//! What the kernel has dropped because the receive buffer was full: the last
//! column of our row in /proc/net/udp (`proc_net_udp(5)`).

use std::fs;

/// Datagrams of one socket: bytes that wait to be received, and how many the
/// kernel has dropped since the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lost {
    pub waiting: u64,
    pub dropped: u64,
}

/// The row of the socket with this inode; None where there is no /proc.
pub fn lost(inode: u64) -> Option<Lost> {
    let inode = inode.to_string();
    let files = ["/proc/net/udp", "/proc/net/udp6"];
    files.into_iter().find_map(|path| {
        let table = fs::read_to_string(path).ok()?;
        table.lines().find_map(|row| {
            let row: Vec<&str> = row.split_whitespace().collect();
            (row.get(9) == Some(&&*inode)).then_some(())?;
            let (_, waiting) = row.get(4)?.split_once(':')?;
            Some(Lost {
                waiting: u64::from_str_radix(waiting, 16).ok()?,
                dropped: row.last()?.parse().ok()?,
            })
        })
    })
}
