//! Where a client stands that waits, as /proc/net/tcp shows it (Linux).

use std::fs;
use std::net::SocketAddr;

/// Whether the server of this connection has accepted it. One that waits in
/// the kernel's queue is established, and belongs to no inode yet. None:
/// it is not in the table, or there is none.
pub fn is_accepted(server: SocketAddr, client: SocketAddr) -> Option<bool> {
    let (local, remote) = (server.port(), client.port());
    ["/proc/net/tcp", "/proc/net/tcp6"].iter().find_map(|table| {
        let text = fs::read_to_string(table).ok()?;
        text.lines().skip(1).find_map(|row| {
            let mut fields = row.split_whitespace().skip(1);
            let here = port(fields.next()?)?;
            let there = port(fields.next()?)?;
            let inode = fields.nth(6)?;
            (here == local && there == remote).then_some(inode != "0")
        })
    })
}

/// Of "0100007F:22C3".
fn port(field: &str) -> Option<u16> {
    u16::from_str_radix(field.split_once(':')?.1, 16).ok()
}
