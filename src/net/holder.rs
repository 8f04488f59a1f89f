//! Who holds a port, as far as /proc tells (`proc_net_tcp(5)`, `proc_pid_fd(5)`).

use std::fs;
use std::net::SocketAddr;

/// "pid 4711 (python3), stopped by Ctrl-Z: type fg", for the process that
/// listens on this port.
pub fn holder(addr: SocketAddr) -> Option<String> {
    let inode = listening(addr.port())?;
    let socket = format!("socket:[{inode}]");
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
        let hint = if stopped { ", stopped by Ctrl-Z: type fg" } else { "" };
        Some(format!("pid {pid} ({name}){hint}"))
    })
}

/// Rows of /proc/net/tcp that listen (state 0A) on a port: their fields.
fn rows(port: u16) -> impl Iterator<Item = Vec<String>> {
    let wanted = format!(":{port:04X}");
    ["/proc/net/tcp", "/proc/net/tcp6"]
        .into_iter()
        .filter_map(|path| fs::read_to_string(path).ok())
        .flat_map(|table| {
            let rows = table.lines().skip(1);
            let split = |row: &str| {
                row.split_whitespace().map(String::from).collect::<Vec<_>>()
            };
            rows.map(split).collect::<Vec<_>>()
        })
        .filter(move |row| {
            row.len() > 9 && row[1].ends_with(&wanted) && row[3] == "0A"
        })
}

fn listening(port: u16) -> Option<u64> {
    rows(port).find_map(|row| row[9].parse().ok())
}

/// How many connections stand in the kernel's queue of who listens on `addr`:
/// the listening socket's Recv-Q, as `ss -ltn` shows it.
pub fn kernel_queue(addr: SocketAddr) -> Option<u64> {
    rows(addr.port()).find_map(|row| {
        let (_, queued) = row[4].split_once(':')?;
        u64::from_str_radix(queued, 16).ok()
    })
}
