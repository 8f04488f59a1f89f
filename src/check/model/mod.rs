//! Which model a server has: how many clients it serves at a time, what serves
//! them, where the others wait; with the evidence.

mod expected;
mod growth;
mod holders;
mod serving;
mod words;

pub use expected::Expected;

use super::bench::Bench;
use super::capacity::{Capacity, MOST, Waiting};
use super::finding::{Fault, broken};
use super::said::late;
use super::subject::Host;
use growth::Growth;
use holders::whose;
use serde::Serialize;
use serving::Serving;
use words::nth;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Model {
    pub at_a_time: AtATime,
    pub served_by: Who,
    pub others_wait: Where,
    /// The limit that it was told: it serves each, up to so many.
    pub at_most: Option<usize>,
    /// What was done, and what was seen.
    pub evidence: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AtATime {
    One,
    Some(usize),
    /// As many as we tried; those that serve were there before they came, or
    /// can't be seen: how many more there are is not known.
    AtLeast(usize),
    /// As many as come.
    Each,
    /// A datagram after the other.
    Udp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    Threads,
    Processes,
    /// Of one client at a time.
    OneThread,
    /// One thread, for several clients.
    OneLoop,
    /// Fewer threads than clients, or none that waits for a single client.
    FewThreads,
    /// Fewer processes than clients, and more than one.
    FewProcesses,
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
    pub fn of(bench: &Bench, host: &Host) -> Result<Self, Fault> {
        let mut growth = Growth::from(host);
        let mut found =
            Capacity::watched(host, MOST, |n| growth.look(host, n))?;
        let n = found.held.len();
        if n == 0 {
            let seen = found.waits.map_or_else(
                || "a connection that ends at once".into(),
                Waiting::miss,
            );
            let sent = "a line from one client";
            return Err(broken(sent, "the same line back", seen));
        }
        found.again()?;
        let serving = Serving::of(bench, (host, &found.held), &growth);
        let shown = serving.evidence;
        let Some(mut next) = found.waits.take() else {
            let is_fixed = match serving.by {
                Who::Threads | Who::Processes => !serving.grew,
                by => by == Who::Untold,
            };
            let at_a_time =
                if is_fixed { AtATime::AtLeast(n) } else { AtATime::Each };
            return Ok(Self {
                at_a_time,
                served_by: serving.by,
                others_wait: Where::Nobody,
                at_most: None,
                evidence: format!(
                    "{n} clients came, were answered and stayed, and were \
                     answered once more{shown}"
                ),
            });
        };
        let others_wait = next.stands();
        let first = found.held.swap_remove(0);
        let its = whose(host, &first);
        drop(first); // it leaves
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
        let is_told = bench.limit == Some(n) && serving.grew;
        let whose_next = next.peer().map(|next| whose(host, next));
        let served_by = match &next.turned_away {
            _ if n > 1 => serving.by,
            // Each has a process of its own, if only one at a time.
            None if whose_next != Some(its) => Who::Processes,
            None => serving.by,
            Some(_) => Who::Untold,
        };
        Ok(Self {
            at_a_time: match n {
                1 => AtATime::One,
                _ if is_told => AtATime::Each,
                n => AtATime::Some(n),
            },
            served_by,
            others_wait,
            at_most: is_told.then_some(n),
            evidence: format!(
                "{n} silent {clients} held, the {} {after}{shown}",
                nth(n + 1),
            ),
        })
    }

    pub fn of_udp() -> Self {
        Self {
            at_a_time: AtATime::Udp,
            served_by: Who::Untold,
            others_wait: Where::Untold,
            at_most: None,
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
