//! What a load has seen.

use hdrhistogram::Histogram;
use std::collections::BTreeMap;
use std::time::Duration;

/// Latencies in nanoseconds, to three digits.
pub type Latency = Histogram<u64>;

/// What can go wrong with a request or a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Nobody listens there (ECONNREFUSED).
    Refused,
    /// No connection within the patience.
    NotConnected,
    /// A line and an end-of-file instead of the first answer.
    TurnedAway,
    /// End-of-file before the answer was whole.
    ClosedEarly,
    Reset,
    /// Other bytes than were sent.
    Corrupt,
    /// More bytes than were sent.
    Unasked,
    /// No answer within the patience.
    NeverAnswered,
    /// Any other error of the operating system.
    Other,
}

/// The sum of a load.
#[derive(Clone, Debug)]
pub struct Report {
    pub sent: u64,
    pub answered: u64,
    /// Clients that had at least one answer.
    pub served: usize,
    /// From the first request to the last answer: connecting comes before,
    /// unless each request has a connection of its own.
    pub took: Duration,
    /// From when a request was due: in a closed loop, from when it was sent.
    pub latency: Latency,
    pub errors: BTreeMap<Kind, u64>,
    /// The share of the time that the busiest of the load's own threads was
    /// on a processor.
    pub own_busy: f64,
    /// How late requests were sent, in nanoseconds, by our own fault.
    pub own_late: Latency,
    /// Somebody wanted it to end before it was done.
    pub cut_short: bool,
}
