//! Which model a server has: how many clients it serves at a time, what serves
//! them, where the others wait; with the evidence.

mod expected;
mod growth;
mod holders;
mod seen;
mod serving;
mod words;

pub use expected::Expected;

use serde::Serialize;

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
