//! The kernel's tables of sockets (`proc_net_tcp(5)`), which `ss` shows, too.

pub use super::state::State;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::path::Path;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Transport {
    Tcp,
    Udp,
}

impl Transport {
    fn tables(self) -> [&'static str; 2] {
        match self {
            Self::Tcp => ["/proc/net/tcp", "/proc/net/tcp6"],
            Self::Udp => ["/proc/net/udp", "/proc/net/udp6"],
        }
    }

    /// That of a socket without a peer.
    fn bound(self) -> State {
        match self {
            Self::Tcp => State::Listen,
            Self::Udp => State::Close,
        }
    }
}

/// A row of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Socket {
    pub local: SocketAddr,
    pub remote: SocketAddr,
    pub state: State,
    /// Bytes that the peer has not confirmed.
    pub send_queue: u64,
    /// Bytes that nobody has read; of a listening socket, connections that
    /// nobody has accepted.
    pub receive_queue: u64,
    /// Whose it is: a number of /etc/passwd.
    pub user: u32,
    /// In `/proc/PID/fd`, as `socket:[INODE]`. 0: no process has it, as of a
    /// connection that is not yet accepted.
    pub inode: u64,
    /// Datagrams for which there was no room, of UDP.
    pub drops: u64,
}

impl Socket {
    fn of(row: &str) -> Option<Self> {
        let mut fields = row.split_ascii_whitespace().skip(1);
        let local = address(fields.next()?)?;
        let remote = address(fields.next()?)?;
        let state = State::of(fields.next()?)?;
        let (send, receive) = fields.next()?.split_once(':')?;
        let hex = |text| u64::from_str_radix(text, 16).ok();
        let (send_queue, receive_queue) = (hex(send)?, hex(receive)?);
        let user = fields.nth(2)?.parse().ok()?;
        let inode = fields.nth(1)?.parse().ok()?;
        Some(Self {
            local,
            remote,
            state,
            send_queue,
            receive_queue,
            user,
            inode,
            drops: fields.last().and_then(|n| n.parse().ok()).unwrap_or(0),
        })
    }

    /// Whether it has this port, on either side.
    pub fn has(&self, port: u16) -> bool {
        self.local.port() == port || self.remote.port() == port
    }

    /// Whether it is bound to this address, or to all.
    pub fn covers(&self, addr: SocketAddr) -> bool {
        let (its, ip) = (self.local.ip(), addr.ip());
        let wild = its.is_unspecified() || ip.is_unspecified();
        self.local.port() == addr.port() && (wild || its == ip)
    }
}

/// Whether the system has these tables.
pub fn are_shown() -> bool {
    Path::new("/proc/net/tcp").exists()
}

/// All of them, read while they are taken: a table may be long, and to write
/// a row costs the kernel about a microsecond.
pub fn all(transport: Transport) -> impl Iterator<Item = Socket> {
    let tables = transport.tables().into_iter();
    tables.flat_map(|table| each(table, Socket::of))
}

/// Those with this port and no peer: who listens there (TCP), or receives
/// (UDP). The TCP table has its listening sockets first.
pub fn bound(port: u16, transport: Transport) -> impl Iterator<Item = Socket> {
    let no_peer = transport.bound();
    let tables = transport.tables().into_iter();
    let first = move |socket: &Socket| {
        transport == Transport::Udp || socket.state == no_peer
    };
    let all = tables.flat_map(move |t| each(t, Socket::of).take_while(first));
    all.filter(move |socket| {
        socket.state == no_peer && socket.local.port() == port
    })
}

/// The rows that have this port on either side, as they stand there. The table
/// is read in pieces, and one may be missed when it changes: so, three times.
pub fn rows(port: u16, transport: Transport) -> Vec<(String, Socket)> {
    let row = |row: &str| {
        let socket = Socket::of(row).filter(|one| one.has(port))?;
        Some((row.to_string(), socket))
    };
    let read = |_| -> Vec<_> {
        let tables = transport.tables().into_iter();
        tables.flat_map(|table| each(table, row)).collect()
    };
    (0..3).map(read).max_by_key(Vec::len).unwrap_or_default()
}

/// What `of` makes of each line of a file; nothing, where there is none.
fn each<T>(
    path: &str,
    of: impl Fn(&str) -> Option<T>,
) -> impl Iterator<Item = T> {
    let mut table = File::open(path).ok().map(BufReader::new);
    let mut line = String::new();
    std::iter::from_fn(move || {
        loop {
            line.clear();
            // What can't be read any more has no more lines.
            table.as_mut()?.read_line(&mut line).ok().filter(|n| *n > 0)?;
            if let Some(found) = of(&line) {
                return Some(found);
            }
        }
    })
}

/// The kernel prints words of 32 bits in host order: 0100007F:22C3.
fn address(text: &str) -> Option<SocketAddr> {
    let (ip, port) = text.split_once(':')?;
    let port = u16::from_str_radix(port, 16).ok()?;
    let mut bytes = [0; 16];
    for (at, word) in bytes.chunks_mut(4).zip(0..ip.len() / 8) {
        let word = ip.get(word * 8..word * 8 + 8)?;
        let word = u32::from_str_radix(word, 16).ok()?;
        at.copy_from_slice(&word.to_ne_bytes());
    }
    let ip = match ip.len() {
        8 => IpAddr::from([bytes[0], bytes[1], bytes[2], bytes[3]]),
        _ => IpAddr::from(Ipv6Addr::from(bytes)).to_canonical(),
    };
    Some(SocketAddr::new(ip, port))
}
