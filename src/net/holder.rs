//! Who holds a port, as far as /proc tells (`proc_net_tcp(5)`,
//! `proc_pid_fd(5)`).

use super::queued::address;
use std::fs;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Transport {
    Tcp,
    Udp,
}

pub enum Holder {
    /// Nobody listens there: in TCP closed connections hold it, in TIME_WAIT.
    Nobody,
    /// Somebody listens whose process we may not see.
    Somebody,
    /// "pid 4711 (python3)", and whether it is stopped.
    Process(String, bool),
}

/// A socket that listens (TCP), or that has no peer (UDP).
pub struct Bound {
    pub addr: SocketAddr,
    /// In `/proc/PID/fd`, as `socket:[INODE]`.
    pub inode: String,
    /// Whose it is: a number of /etc/passwd.
    pub user: u32,
    /// Connections that wait in the kernel's queue (TCP), bytes that wait in
    /// the receive buffer (UDP).
    pub waiting: u64,
}

/// All that are bound to this port, on whatever address.
pub fn bound(port: u16, transport: Transport) -> Vec<Bound> {
    let any = SocketAddr::from((Ipv4Addr::UNSPECIFIED, port));
    let bound = |row: Vec<String>| {
        let (_, waiting) = row[4].split_once(':')?;
        Some(Bound {
            addr: address(&row[1])?,
            inode: row[9].clone(),
            user: row[7].parse().ok()?,
            waiting: u64::from_str_radix(waiting, 16).ok()?,
        })
    };
    rows(any, transport).filter_map(bound).collect()
}

/// The states of all TCP sockets that have this port on our side, as the
/// kernel numbers them (06: TIME_WAIT, 08: CLOSE_WAIT).
pub fn states(port: u16) -> Vec<String> {
    let end = format!(":{port:04X}");
    let tables = ["/proc/net/tcp", "/proc/net/tcp6"].map(fs::read_to_string);
    let rows = tables.iter().flatten().flat_map(|table| table.lines());
    rows.filter_map(|row| {
        let mut fields = row.split_whitespace().skip(1);
        let local = fields.next()?;
        local.ends_with(&end).then(|| fields.nth(1)).flatten().map(String::from)
    })
    .collect()
}

pub fn holder(addr: SocketAddr, transport: Transport) -> Holder {
    let inode = rows(addr, transport).next().map(|row| row[9].clone());
    let Some(inode) = inode else { return Holder::Nobody };
    let socket = format!("socket:[{inode}]");
    process(&socket).unwrap_or(Holder::Somebody)
}

/// The process that has this socket among its descriptors.
fn process(socket: &str) -> Option<Holder> {
    fs::read_dir("/proc").ok()?.flatten().find_map(|process| {
        let pid: u32 = process.file_name().to_str()?.parse().ok()?;
        let mut files = fs::read_dir(process.path().join("fd")).ok()?.flatten();
        files.find(|file| {
            fs::read_link(file.path()).is_ok_and(|to| *to == *socket)
        })?;
        let stat = fs::read_to_string(process.path().join("stat")).ok()?;
        let (name, rest) = stat.split_once('(')?.1.rsplit_once(')')?;
        let name = crate::trace::escape(name.as_bytes(), 15);
        let stopped = rest.trim_start().starts_with('T');
        Some(Holder::Process(format!("pid {pid} ({name})"), stopped))
    })
}

/// Rows of /proc/net/tcp and tcp6 that listen (state 0A), or of udp and udp6
/// that are not connected (07), on this address or on a wildcard: their fields.
fn rows(
    addr: SocketAddr,
    transport: Transport,
) -> impl Iterator<Item = Vec<String>> {
    let (files, state) = match transport {
        Transport::Tcp => (["/proc/net/tcp", "/proc/net/tcp6"], "0A"),
        Transport::Udp => (["/proc/net/udp", "/proc/net/udp6"], "07"),
    };
    let port = format!("{:04X}", addr.port());
    let ip = hex(addr.ip());
    let tables = files.map(|path| fs::read_to_string(path).unwrap_or_default());
    let split = |row: &str| -> Vec<String> {
        row.split_whitespace().map(String::from).collect()
    };
    let mark = format!(" {state} ");
    let rows: Vec<_> = tables
        .iter()
        .flat_map(|table| table.lines())
        .filter(|row| row.contains(&mark))
        .map(split)
        .collect();
    rows.into_iter().filter(move |row| {
        let Some((its, its_port)) = row.get(1).and_then(|a| a.split_once(':'))
        else {
            return false;
        };
        let wild = |ip: &str| ip.bytes().all(|digit| digit == b'0');
        let same = its == ip || wild(its) || wild(&ip);
        row.len() > 9 && row[3] == state && its_port == port && same
    })
}

/// An address as the kernel prints it: words of 32 bits in host order.
pub(super) fn hex(ip: IpAddr) -> String {
    let bytes = match ip {
        IpAddr::V4(ip) => ip.octets().to_vec(),
        IpAddr::V6(ip) => ip.octets().to_vec(),
    };
    let word = |b: &[u8]| u32::from_ne_bytes([b[0], b[1], b[2], b[3]]);
    bytes.chunks(4).map(|b| format!("{:08X}", word(b))).collect()
}

/// How many connections stand in the kernel's queue of who listens on `addr`:
/// the listening socket's Recv-Q, as `ss -ltn` shows it.
pub fn kernel_queue(addr: SocketAddr) -> Option<u64> {
    rows(addr, Transport::Tcp).find_map(|row| {
        let (_, queued) = row[4].split_once(':')?;
        u64::from_str_radix(queued, 16).ok()
    })
}
