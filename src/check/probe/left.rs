//! What clients that have gone have left behind in a server.

use crate::check::bench::Bench;
use crate::check::finding::{Fault, Kept, broken};
use crate::check::said::late;
use crate::check::subject::Host;
use crate::hosted::taken::{self, Holds};
use std::fmt;
use std::time::Duration;

/// What a server may take for itself meanwhile: a pool that starts late, a
/// descriptor for its log.
const SLACK: u64 = 20;
/// Of memory, in MiB: a runtime collects its garbage when it likes.
const SLACK_MIB: f64 = 32.0;

const MANY: usize = 200;

/// Lets a few come and go, for whom a pool may start; then many, after whom no
/// more may be there than before.
pub fn nothing(
    bench: &Bench,
    host: &Host,
    (sent, who): (&str, &str),
    come: impl Fn(usize) -> Result<(), Fault>,
) -> Kept {
    let pid = host.started("looked into")?;
    come(20)?;
    let Some(before) = Has::of(pid) else {
        return Err(Fault::Untold("this system has no /proc".into()));
    };
    come(MANY)?;
    let (now, more) = Has::settled(bench, pid, before);
    if more.is_empty() {
        return Ok(format!("before: {before}; after {MANY} {who}: {now}"));
    }
    Err(broken(
        sent,
        "as many descriptors, threads and processes as before, and no more \
         memory",
        late(more.join(", ")),
    ))
}

/// What a server has at one moment.
#[derive(Clone, Copy)]
struct Has {
    holds: Holds,
    mib: Option<f64>,
}

impl Has {
    /// None where the system does not show it.
    fn of(pid: u32) -> Option<Self> {
        let mib = taken::memory(pid).map(|bytes| bytes / 1024.0 / 1024.0);
        Some(Self { holds: taken::holds(pid)?, mib })
    }

    /// What it has now, and what of it is more than it was. Who has just left
    /// may be still on the way out: that is waited for.
    fn settled(bench: &Bench, pid: u32, before: Self) -> (Self, Vec<String>) {
        let mut now = before;
        bench.until(Duration::from_secs(2), || {
            now = Self::of(pid).unwrap_or(before);
            now.more_than(before).is_empty()
        });
        (now, now.more_than(before))
    }

    fn more_than(self, before: Self) -> Vec<String> {
        let (old, now) = (before.holds, self.holds);
        let counts = [
            ("descriptors", old.descriptors, now.descriptors, SLACK),
            ("threads", old.threads, now.threads, SLACK),
            ("processes", old.processes, now.processes, SLACK),
            ("zombies", 0, now.zombies, 2),
        ];
        let more = counts.into_iter().filter(|(_, old, now, s)| *now > old + s);
        let more = more.map(|(what, old, now, _)| {
            format!("{now} {what} instead of {old}")
        });
        let memory = before.mib.zip(self.mib);
        let memory = memory.filter(|(old, now)| *now > old + SLACK_MIB);
        let memory = memory.map(|(old, now)| {
            format!("{now:.0} MiB of memory instead of {old:.0}")
        });
        more.chain(memory).collect()
    }
}

impl fmt::Display for Has {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let of = |n: u64, one: &str, more: &str| {
            format!("{n} {}", if n == 1 { one } else { more })
        };
        write!(
            f,
            "{}, {}, {}",
            of(self.holds.descriptors, "descriptor", "descriptors"),
            of(self.holds.threads, "thread", "threads"),
            of(self.holds.processes, "process", "processes"),
        )?;
        match self.mib {
            Some(mib) => write!(f, ", {mib:.0} MiB"),
            None => Ok(()),
        }
    }
}
