//! A process as /proc shows it (`proc_pid_stat(5)`): what was typed, its
//! state, its age, its terminal. Only Linux has it; elsewhere there is none.

use crate::net::proc::process::Stat;
use crate::trace::escape;
use serde::Serialize;
use std::fs;
use std::path::Path;
use std::time::Duration;

/// What /proc counts times in, on all that Rust has a target for.
const TICKS_PER_SECOND: u64 = 100;
/// So much is shown of what was typed.
const WORDS: usize = 60;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Process {
    pub pid: u32,
    /// What was typed, its folder left out; escaped.
    pub words: String,
    /// One letter: R runs, S sleeps, T stopped, t held by a debugger, Z ended.
    pub state: char,
    /// As in pts/2.
    pub terminal: Option<String>,
    /// Since it began.
    pub seconds: u64,
    #[serde(skip)]
    pub parent: u32,
    /// Ticks since the machine began: with the pid, it is nobody else's.
    #[serde(skip)]
    pub began: u64,
}

impl Process {
    pub fn of(pid: u32) -> Option<Self> {
        let stat = Stat::of(pid)?;
        let age = uptime()?.saturating_sub(stat.began / TICKS_PER_SECOND);
        let name = || escape(stat.name.as_bytes(), WORDS);
        Some(Self {
            pid,
            words: words(pid).unwrap_or_else(name),
            state: stat.state,
            terminal: terminal(stat.terminal),
            seconds: age,
            parent: stat.parent,
            began: stat.began,
        })
    }

    /// By Ctrl-Z, or by SIGSTOP.
    pub fn is_stopped(&self) -> bool {
        self.state == 'T'
    }

    pub fn is_held(&self) -> bool {
        self.state == 't'
    }

    /// It is there, the same one, and has not ended.
    pub fn is_there(&self) -> bool {
        Self::of(self.pid)
            .is_some_and(|now| now.began == self.began && now.state != 'Z')
    }

    /// Ourselves, and whoever started us: none of them is to be ended.
    pub fn is_above_us(&self) -> bool {
        let mut above = Self::of(std::process::id());
        while let Some(one) = above {
            if one.pid == self.pid {
                return true;
            }
            above = Self::of(one.parent);
        }
        self.pid == 1
    }

    pub fn name(&self) -> String {
        format!("pid {} ({})", self.pid, self.words)
    }

    pub fn since(&self) -> String {
        let place = match &self.terminal {
            Some(_) if self.is_here() => ", in this terminal".into(),
            Some(name) => format!(", in terminal {name}"),
            None => ", without a terminal".into(),
        };
        format!("began {} ago{place}", age(self.seconds))
    }

    /// In our own terminal, where `fg` can be typed.
    pub fn is_here(&self) -> bool {
        let own = Self::of(std::process::id());
        self.terminal.is_some()
            && own.is_some_and(|own| own.terminal == self.terminal)
    }
}

fn words(pid: u32) -> Option<String> {
    let raw = fs::read(format!("/proc/{pid}/cmdline")).ok()?;
    let text = String::from_utf8_lossy(&raw).into_owned();
    let mut words = text.trim_end_matches('\0').split('\0');
    let program = words.next().filter(|word| !word.is_empty())?;
    // A process may call itself anything, "nginx: worker" as well.
    let short = Path::new(program).file_name().and_then(|name| name.to_str());
    let all: Vec<&str> =
        [short.unwrap_or(program)].into_iter().chain(words).collect();
    Some(escape(all.join(" ").as_bytes(), WORDS))
}

fn uptime() -> Option<u64> {
    let text = fs::read_to_string("/proc/uptime").ok()?;
    text.split(['.', ' ']).next()?.parse().ok()
}

/// A terminal's name by its device number (`proc_pid_stat(5)`, tty_nr; the
/// numbers are those of the kernel's `devices.txt`).
fn terminal(device: i64) -> Option<String> {
    let major = (device >> 8) & 0xfff;
    let minor = (device & 0xff) | ((device >> 12) & 0xf_ff00);
    match (major, minor) {
        (136..=143, _) => Some(format!("pts/{}", ((major - 136) << 8) + minor)),
        (4, 0..64) => Some(format!("tty{minor}")),
        (4, _) => Some(format!("ttyS{}", minor - 64)),
        (0, _) => None,
        _ => Some(format!("{major}:{minor}")),
    }
}

fn age(seconds: u64) -> String {
    match Duration::from_secs(seconds).as_secs() {
        s @ 0..120 => format!("{s} s"),
        s @ 120..7_200 => format!("{} min", s / 60),
        s @ 7_200..172_800 => format!("{} h", s / 3_600),
        s => format!("{} days", s / 86_400),
    }
}
