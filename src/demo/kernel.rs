//! The kernel's own tables of sockets, /proc/net/tcp and udp
//! (`proc_net_tcp(5)`): what `ss` reads as well, by number.

use std::fs;

pub const ESTABLISHED: u8 = 1;
pub const SYN_SENT: u8 = 2;
pub const FIN_WAIT_2: u8 = 5;
pub const TIME_WAIT: u8 = 6;
pub const CLOSE_WAIT: u8 = 8;
pub const LISTEN: u8 = 10;

/// One socket.
pub struct Row {
    pub local: u16,
    pub remote: u16,
    pub state: u8,
    /// Bytes that the peer has not confirmed.
    pub send_queue: u64,
    /// Bytes that nobody has read; of a listener, clients not yet accepted.
    pub receive_queue: u64,
    /// Datagrams that found no room (UDP).
    pub drops: u64,
    pub line: String,
}

impl Row {
    fn of(line: &str) -> Option<Self> {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let port = |n: usize| {
            let (_, port) = fields.get(n)?.split_once(':')?;
            u16::from_str_radix(port, 16).ok()
        };
        let queues = fields.get(4)?.split_once(':')?;
        let hex = |text| u64::from_str_radix(text, 16).ok();
        Some(Self {
            local: port(1)?,
            remote: port(2)?,
            state: u8::from_str_radix(fields.get(3)?, 16).ok()?,
            send_queue: hex(queues.0)?,
            receive_queue: hex(queues.1)?,
            drops: fields.last().and_then(|n| n.parse().ok()).unwrap_or(0),
            line: line.into(),
        })
    }
}

/// The TCP sockets that have this port on either side.
pub fn tcp(port: u16) -> Vec<Row> {
    rows("/proc/net/tcp", port)
}

pub fn udp(port: u16) -> Vec<Row> {
    rows("/proc/net/udp", port)
}

fn rows(table: &str, port: u16) -> Vec<Row> {
    let text = fs::read_to_string(table).unwrap_or_default();
    let rows = text.lines().skip(1).filter_map(Row::of);
    rows.filter(|row| row.local == port || row.remote == port).collect()
}

/// The sockets at this TCP port, in words.
pub fn told(port: u16) -> String {
    let word = |row: &Row| {
        let (state, queue) = (state(row.state), row.receive_queue);
        let side = if row.local == port { "here" } else { "there" };
        format!("{state} {side} (Recv-Q {queue})")
    };
    let all: Vec<String> = tcp(port).iter().take(6).map(word).collect();
    match all.is_empty() {
        true => format!("nothing at port {port}"),
        false => format!("at port {port}: {}", all.join(", ")),
    }
}

/// What the kernel calls a state (include/net/tcp_states.h).
pub fn state(number: u8) -> &'static str {
    match number {
        ESTABLISHED => "ESTABLISHED",
        SYN_SENT => "SYN_SENT",
        FIN_WAIT_2 => "FIN_WAIT2",
        TIME_WAIT => "TIME_WAIT",
        CLOSE_WAIT => "CLOSE_WAIT",
        LISTEN => "LISTEN",
        _ => "on its way to another state",
    }
}

/// The listener's row.
pub fn listener(port: u16) -> Option<Row> {
    tcp(port).into_iter().find(|row| row.state == LISTEN)
}

/// How many sockets have this local port and are in this state.
pub fn here(port: u16, state: u8) -> usize {
    let is = |row: &&Row| row.local == port && row.state == state;
    tcp(port).iter().filter(is).count()
}

/// The same of who is connected, or connects, to this port.
pub fn there(port: u16, state: u8) -> usize {
    let is = |row: &&Row| row.remote == port && row.state == state;
    tcp(port).iter().filter(is).count()
}

/// A line of /proc/PID/status, whole.
pub fn status(pid: u32, name: &str) -> Option<String> {
    let text = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    text.lines().find(|line| line.starts_with(name)).map(String::from)
}

/// How many descriptors a process has.
pub fn descriptors(pid: u32) -> usize {
    fs::read_dir(format!("/proc/{pid}/fd")).map_or(0, Iterator::count)
}

/// The children of a process: their numbers, and whether each is a zombie
/// (`proc_pid_stat(5)`).
pub fn children(parent: u32) -> Vec<(u32, bool)> {
    let all = fs::read_dir("/proc").into_iter().flatten().flatten();
    let child = |pid: u32| {
        let stat = fs::read(format!("/proc/{pid}/stat")).ok()?;
        let stat = String::from_utf8_lossy(&stat).into_owned();
        let (_, rest) = stat.rsplit_once(") ")?;
        let mut fields = rest.split_whitespace();
        let zombie = fields.next()? == "Z";
        let ours = fields.next()?.parse() == Ok(parent);
        ours.then_some((pid, zombie))
    };
    let pids = all.filter_map(|e| e.file_name().to_str()?.parse().ok());
    pids.filter_map(child).collect()
}
