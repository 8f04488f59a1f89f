//! How many processes and threads a server has while its clients come.

use crate::check::subject::Host;
use crate::hosted::taken::{self, Size};

/// How a server grew with its clients.
pub struct Growth {
    /// Before the first came.
    before: Option<Size>,
    /// With so many inside.
    steps: Vec<(u64, Size)>,
}

impl Growth {
    pub fn from(host: &Host) -> Self {
        Self { before: size(host), steps: Vec::new() }
    }

    pub fn look(&mut self, host: &Host, inside: usize) {
        let now = size(host).map(|size| (inside as u64, size));
        self.steps.extend(now);
    }

    /// Whether one more of these came with each client after the first (whose
    /// coming is a runtime's time to start what it needs).
    pub fn has(&self, of: fn(&Size) -> u64) -> bool {
        let grows = |pair: &[(u64, Size)]| {
            let [(n, was), (more, is)] = pair else { return true };
            more == n || of(is) >= of(was) + (more - n)
        };
        self.steps.len() > 1 && self.steps.windows(2).all(grows)
    }

    /// In brackets, with how many processes have the clients.
    pub fn evidence(&self, holders: u64) -> String {
        let now = self.steps.last().map(|(_, size)| *size);
        let Some((before, now)) = self.before.zip(now) else {
            return String::new();
        };
        let change = |from: u64, to: u64, one, more| {
            let from = (from != to).then(|| format!("{from} → "));
            from.unwrap_or_default() + &count(to, one, more)
        };
        let some = match holders {
            0 => String::new(),
            all if all == now.processes => String::new(),
            1 => "; one of the processes has the clients".into(),
            n => format!("; {n} of the processes have the clients"),
        };
        format!(
            " ({}, {}{some})",
            change(before.processes, now.processes, "process", "processes"),
            change(before.threads, now.threads, "thread", "threads"),
        )
    }
}

fn count(n: u64, one: &str, more: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { more })
}

fn size(host: &Host) -> Option<Size> {
    host.pid().and_then(taken::size)
}
