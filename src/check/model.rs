//! Which model a server has: how many clients it serves at a time, what serves
//! them, where the others wait; with the evidence.

use super::capacity::{Capacity, MOST, Waiting};
use super::finding::{Fault, broken};
use super::said::late;
use super::subject::Host;
use crate::hosted::taken::{self, Size};
use serde::Serialize;
use std::fmt;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Model {
    pub at_a_time: AtATime,
    pub served_by: Who,
    pub others_wait: Where,
    /// What was done, and what was seen.
    pub evidence: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AtATime {
    One,
    Some(usize),
    /// As many as we tried.
    Each,
    /// A datagram after the other.
    Udp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    Threads,
    Processes,
    OneLoop,
    /// Fewer threads than clients, and more than one.
    FewThreads,
    /// We have not started it, or the system does not show it.
    Untold,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Where {
    /// Nobody had to.
    Nobody,
    /// The server has not accepted them yet.
    KernelQueue,
    /// In a queue of its own.
    Accepted,
    TurnedAway,
    Untold,
}

impl Model {
    /// Lets clients come to a server that nobody has talked to.
    pub fn of(host: &Host) -> Result<Self, Fault> {
        let before = host.pid().and_then(taken::size);
        let mut found = Capacity::find(host, MOST)?;
        let n = found.held.len();
        let now = host.pid().and_then(taken::size);
        if n == 0 {
            let seen = found.waits.map_or_else(
                || "a connection that ends at once".into(),
                Waiting::miss,
            );
            let sent = "a line from one client";
            return Err(broken(sent, "the same line back", seen));
        }
        let served_by =
            before.zip(now).map_or(Who::Untold, |sizes| Who::serves(n, sizes));
        let Some(mut next) = found.waits.take() else {
            return Ok(Self {
                at_a_time: AtATime::Each,
                served_by,
                others_wait: Where::Nobody,
                evidence: format!(
                    "{n} clients came, were answered and stayed, and each had \
                     its answer at once{}",
                    grown(before, now)
                ),
            });
        };
        let others_wait = next.stands();
        drop(found.held.swap_remove(0)); // one leaves
        let after = match (&next.turned_away, others_wait) {
            (Some(what), _) => format!("was turned away: {what}"),
            (None, place) => {
                if !next.is_answered() {
                    return Err(broken(
                        format!(
                            "{n} clients that were answered and stayed, one \
                             more that asked; then one of the {n} left"
                        ),
                        "the one that waited to be answered",
                        late("it was not answered"),
                    ));
                }
                format!("waited{place}, and was answered when one left")
            }
        };
        let clients = if n == 1 { "client was" } else { "clients were" };
        Ok(Self {
            at_a_time: if n == 1 { AtATime::One } else { AtATime::Some(n) },
            served_by,
            others_wait,
            evidence: format!(
                "{n} silent {clients} held, the {} {after}{}",
                nth(n + 1),
                grown(before, now)
            ),
        })
    }

    pub fn of_udp() -> Self {
        Self {
            at_a_time: AtATime::Udp,
            served_by: Who::Untold,
            others_wait: Where::Untold,
            evidence: "each datagram came back from where it was sent".into(),
        }
    }
}

impl Waiting {
    fn stands(&self) -> Where {
        match (&self.turned_away, self.accepted) {
            (Some(_), _) => Where::TurnedAway,
            (None, Some(true)) => Where::Accepted,
            (None, Some(false)) => Where::KernelQueue,
            (None, None) => Where::Untold,
        }
    }
}

impl Who {
    /// From how the server was before the first came, and with `n` inside.
    fn serves(n: usize, (before, now): (Size, Size)) -> Self {
        let n = n as u64;
        // What starts or ends while a single one is inside is the runtime's.
        if n == 1 || now.threads == now.processes && before == now {
            Self::OneLoop
        } else if now.processes >= n {
            Self::Processes
        } else if now.threads >= n {
            Self::Threads
        } else {
            Self::FewThreads
        }
    }
}

/// What it had grown by with all of them inside.
fn grown(before: Option<Size>, now: Option<Size>) -> String {
    let Some((before, now)) = before.zip(now) else {
        return String::new();
    };
    let change = |what: &str, from: u64, to: u64| match from == to {
        true => format!("{to} {what}{}", if to == 1 { "" } else { "s" }),
        false => format!("{from} → {to} {what}s"),
    };
    format!(
        " ({}, {})",
        change("process", before.processes, now.processes)
            .replace("processs", "processes"),
        change("thread", before.threads, now.threads)
    )
}

fn nth(n: usize) -> String {
    let end = match (n % 10, n % 100) {
        (1, 1..=10 | 12..) => "st",
        (2, 0..=11 | 13..) => "nd",
        (3, 0..=12 | 14..) => "rd",
        _ => "th",
    };
    format!("{n}{end}")
}

impl fmt::Display for Model {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let by = match self.served_by {
            Who::Threads => ", by threads",
            Who::Processes => ", by processes",
            Who::OneLoop => ", by one loop",
            Who::FewThreads => ", by few threads",
            Who::Untold => "",
        };
        match self.at_a_time {
            AtATime::Udp => write!(f, "UDP echo"),
            AtATime::One => write!(f, "one client at a time"),
            AtATime::Some(n) => write!(f, "{n} at a time{by}"),
            AtATime::Each => match self.served_by {
                Who::Threads => write!(f, "a thread for each client"),
                Who::Processes => write!(f, "a process for each client"),
                Who::OneLoop => write!(f, "one loop for all clients"),
                Who::FewThreads => write!(
                    f,
                    "few threads for all clients (a loop, or a runtime that \
                     moves tasks)"
                ),
                Who::Untold => write!(
                    f,
                    "all at a time (whether by threads, processes or one loop \
                     can't be told from outside)"
                ),
            },
        }
    }
}

impl fmt::Display for Where {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::KernelQueue => " in the kernel's queue",
            Self::Accepted => " in a queue of the server (accepted)",
            _ => "",
        })
    }
}

/// What `--expect` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    One,
    Each,
    Threads,
    Processes,
    OneLoop,
    /// So many at a time; None: any number but one.
    Pool(Option<usize>),
    Udp,
}

impl Expected {
    pub fn is(self, model: &Model) -> bool {
        let each = model.at_a_time == AtATime::Each;
        match self {
            Self::One => model.at_a_time == AtATime::One,
            Self::Each => each,
            Self::Threads => each && model.served_by == Who::Threads,
            Self::Processes => each && model.served_by == Who::Processes,
            Self::OneLoop => {
                each && matches!(
                    model.served_by,
                    Who::OneLoop | Who::FewThreads
                )
            }
            Self::Pool(n) => match model.at_a_time {
                AtATime::Some(is) => n.is_none_or(|n| n == is),
                _ => false,
            },
            Self::Udp => model.at_a_time == AtATime::Udp,
        }
    }
}
