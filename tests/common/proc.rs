//! Facts from /proc: what a process has, and what the kernel holds for a port.

use super::wait::until;
use std::fs;
use std::time::{Duration, Instant};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Process(pub u32);

/// What a server must give back when its clients have left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holdings {
    pub threads: Vec<String>,
    pub descriptors: usize,
    pub children: Vec<Process>,
}

impl Holdings {
    fn serves(&self) -> bool {
        let client = |name: &String| name.starts_with("client-");
        self.threads.iter().any(client) || !self.children.is_empty()
    }
}

impl Process {
    fn read(self, file: &str) -> Option<String> {
        let bytes = fs::read(format!("/proc/{}/{file}", self.0)).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Fields of /proc/PID/stat from the third (state); the name before them
    /// may hold spaces.
    fn stat(self) -> Vec<String> {
        let stat = self.read("stat").unwrap_or_default();
        let rest = stat.rsplit_once(") ").map_or("", |(_, rest)| rest);
        rest.split_whitespace().map(String::from).collect()
    }

    fn parent(self) -> Option<u32> {
        self.stat().get(1)?.parse().ok()
    }

    pub fn exists(self) -> bool {
        !self.stat().is_empty()
    }

    pub fn is_zombie(self) -> bool {
        self.stat().first().is_some_and(|state| state == "Z")
    }

    /// Children, zombies included.
    pub fn children(self) -> Vec<Self> {
        let all = fs::read_dir("/proc").unwrap().flatten();
        let pids = all.filter_map(|e| e.file_name().to_str()?.parse().ok());
        pids.map(Self).filter(|p| p.parent() == Some(self.0)).collect()
    }

    pub fn descendants(self) -> Vec<Self> {
        let children = self.children();
        let below = children.iter().flat_map(|c| c.descendants());
        below.chain(children.iter().copied()).collect()
    }

    /// As `ps` shows it: the arguments with a space between them.
    pub fn command_line(self) -> String {
        let raw = self.read("cmdline").unwrap_or_default();
        raw.trim_end_matches('\0').replace('\0', " ")
    }

    /// The threads' names, sorted.
    pub fn threads(self) -> Vec<String> {
        let tasks = fs::read_dir(format!("/proc/{}/task", self.0));
        let tasks = tasks.into_iter().flatten().flatten();
        let comm = |t: fs::DirEntry| fs::read_to_string(t.path().join("comm"));
        let mut names: Vec<String> = tasks
            .filter_map(|t| Some(comm(t).ok()?.trim_end().to_string()))
            .collect();
        names.sort();
        names
    }

    pub fn descriptors(self) -> usize {
        fs::read_dir(format!("/proc/{}/fd", self.0)).map_or(0, Iterator::count)
    }

    /// What it holds with no client inside, once that no longer changes. A
    /// thread or a child that has served its client may take long to end.
    pub fn at_rest(self) -> Holdings {
        let mut last = (self.holdings(), Instant::now());
        until("the process at rest", || {
            let now = self.holdings();
            if now != last.0 {
                last = (now, Instant::now());
            }
            let rests = last.1.elapsed() > Duration::from_millis(100);
            (rests && !last.0.serves()).then(|| last.0.clone())
        })
    }

    pub fn holdings(self) -> Holdings {
        Holdings {
            threads: self.threads(),
            descriptors: self.descriptors(),
            children: self.children(),
        }
    }

    /// Memory of its own, its children's included: resident and anonymous.
    pub fn memory_kib(self) -> u64 {
        let own = |p: &Self| {
            let status = p.read("status")?;
            let line = status.lines().find(|l| l.starts_with("RssAnon:"))?;
            line.split_whitespace().nth(1)?.parse::<u64>().ok()
        };
        let family = self.descendants();
        family.iter().chain([&self]).filter_map(own).sum()
    }

    /// Time on a processor, its children's not included. 10 ms is one tick.
    pub fn cpu(self) -> Duration {
        let stat = self.stat();
        let ticks = |i: usize| stat[i].parse::<u64>().unwrap();
        Duration::from_millis(10 * (ticks(11) + ticks(12)))
    }

    /// Whether a signal was sent that no thread has taken yet.
    pub fn has_pending_signal(self) -> bool {
        let status = self.read("status").unwrap_or_default();
        let mut lines = status.lines();
        let pending = lines.find_map(|l| l.strip_prefix("ShdPnd:"));
        pending.is_some_and(|set| set.contains(|c| c != '0' && c != '\t'))
    }
}

/// Waits until these processes are gone, and no longer than that.
pub fn all_gone(processes: &[Process], most: Duration) {
    let begin = Instant::now();
    until("the children's end", || {
        let left: Vec<_> = processes.iter().filter(|p| p.exists()).collect();
        let late = begin.elapsed() > most;
        assert!(left.is_empty() || !late, "left after {most:?}: {left:?}");
        left.is_empty().then_some(())
    });
}

/// Rows of /proc/net/tcp whose local port is this one.
fn sockets(port: u16) -> Vec<Vec<String>> {
    let table = fs::read_to_string("/proc/net/tcp").unwrap();
    let rows = table.lines().skip(1);
    let split = |r: &str| r.split_whitespace().map(String::from).collect();
    let ours = |row: &Vec<String>| row[1].ends_with(&format!(":{port:04X}"));
    rows.map(split).filter(ours).collect()
}

/// How many clients stand in the kernel's queue of this listening port.
pub fn kernel_queue(port: u16) -> usize {
    let rows = sockets(port);
    let listening = rows.iter().filter(|row| row[3] == "0A");
    let queued = |row: &Vec<String>| {
        let (_, recv) = row[4].split_once(':').unwrap();
        usize::from_str_radix(recv, 16).unwrap()
    };
    listening.map(queued).sum()
}

/// How many connections of this port are in TIME_WAIT: we closed first.
pub fn time_waits(port: u16) -> usize {
    sockets(port).iter().filter(|row| row[3] == "06").count()
}

/// Whether nobody has this UDP port any more.
pub fn is_free(port: u16) -> bool {
    let end = format!(":{port:04X}");
    let tables = ["/proc/net/udp", "/proc/net/udp6"].map(fs::read_to_string);
    let mut rows = tables.iter().flatten().flat_map(|table| table.lines());
    !rows.any(|row| row.split_whitespace().nth(1).unwrap().ends_with(&end))
}
