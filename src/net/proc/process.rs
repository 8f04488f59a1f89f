//! Processes: who is there, of whom, since when; what they have open.

use std::fs::{self, DirEntry};
use std::path::PathBuf;

/// Fields of /proc/PID/stat (`proc_pid_stat(5)`).
pub struct Stat {
    pub pid: u32,
    /// At most 15 bytes, whatever they are.
    pub name: String,
    /// One letter: R runs, S sleeps, T stopped, t held by a debugger, Z ended
    /// and not waited for.
    pub state: char,
    pub parent: u32,
    /// Its process group, by the pid of who began it.
    pub group: u32,
    /// Its session (`setsid(2)`), by the pid of its first process.
    pub session: u32,
    /// A device number; 0: none.
    pub terminal: i64,
    /// Processor time so far, in ticks: its own code's, and the kernel's.
    pub ticks: [u64; 2],
    /// Ticks since the machine began: with the pid, it is nobody else's.
    pub began: u64,
}

impl Stat {
    /// None: there is no such process, or no /proc.
    pub fn of(pid: u32) -> Option<Self> {
        let stat = fs::read(format!("/proc/{pid}/stat")).ok()?;
        let stat = String::from_utf8_lossy(&stat);
        // The name may hold spaces and parentheses.
        let (name, rest) = stat.split_once('(')?.1.rsplit_once(") ")?;
        let mut fields = rest.split_ascii_whitespace();
        Some(Self {
            pid,
            name: name.into(),
            state: fields.next()?.chars().next()?,
            parent: fields.next()?.parse().ok()?,
            group: fields.next()?.parse().ok()?,
            session: fields.next()?.parse().ok()?,
            terminal: fields.next()?.parse().ok()?,
            ticks: [fields.nth(6)?.parse().ok()?, fields.next()?.parse().ok()?],
            began: fields.nth(6)?.parse().ok()?,
        })
    }

    /// Of all that there are now.
    pub fn all() -> impl Iterator<Item = Self> {
        pids().filter_map(Self::of)
    }

    pub fn is_zombie(&self) -> bool {
        self.state == 'Z'
    }

    /// By Ctrl-Z, or by SIGSTOP.
    pub fn is_stopped(&self) -> bool {
        self.state == 'T'
    }
}

pub fn pids() -> impl Iterator<Item = u32> {
    let all = fs::read_dir("/proc").into_iter().flatten().flatten();
    all.filter_map(|entry| entry.file_name().to_str()?.parse().ok())
}

/// How many descriptors it has open (`proc_pid_fd(5)`); 0 where we may not
/// look.
pub fn descriptors(pid: u32) -> usize {
    open(pid).count()
}

fn open(pid: u32) -> impl Iterator<Item = DirEntry> {
    let open = fs::read_dir(format!("/proc/{pid}/fd"));
    open.into_iter().flatten().flatten()
}

/// Its sockets: the descriptor, and the inode.
pub fn sockets(pid: u32) -> impl Iterator<Item = (u64, u64)> {
    open(pid).filter_map(|one| {
        let descriptor = one.file_name().to_str()?.parse().ok()?;
        let link = fs::read_link(one.path()).ok()?;
        let inode = link.to_str()?.strip_prefix("socket:[")?;
        Some((descriptor, inode.strip_suffix(']')?.parse().ok()?))
    })
}

/// The first word that each of its threads has given to the call in which it
/// waits (`proc_pid_syscall(5)`): for reads and writes the descriptor.
pub fn calls(pid: u32) -> impl Iterator<Item = u64> {
    let tasks = fs::read_dir(format!("/proc/{pid}/task"));
    let tasks = tasks.into_iter().flatten().flatten();
    tasks.filter_map(|task| {
        let call = fs::read_to_string(task.path().join("syscall")).ok()?;
        let word = call.split_ascii_whitespace().nth(1)?;
        u64::from_str_radix(word.strip_prefix("0x")?, 16).ok()
    })
}

/// Whether it has one of these sockets.
pub fn has(pid: u32, inodes: &[u64]) -> bool {
    sockets(pid).any(|(_, inode)| inodes.contains(&inode))
}

/// The file that it runs: of a script, its interpreter.
pub fn program(pid: u32) -> Option<PathBuf> {
    fs::read_link(format!("/proc/{pid}/exe")).ok()
}

/// A line of /proc/PID/status (`proc_pid_status(5)`), whole.
pub fn status(pid: u32, name: &str) -> Option<String> {
    let text = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    text.lines().find(|line| line.starts_with(name)).map(String::from)
}

/// The number after a name in a file of such lines: a count, or KiB.
pub fn number(path: &str, name: &str) -> Option<u64> {
    let text = fs::read_to_string(path).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}
