//! What a load has seen.

use hdrhistogram::Histogram;
use std::collections::BTreeMap;
use std::io;
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
    /// Our own machine has no port left (EADDRNOTAVAIL).
    NoPort,
    /// A line and an end-of-file instead of the first answer.
    TurnedAway,
    /// End-of-file before the first byte of the connection's first answer.
    ClosedFirst,
    /// End-of-file before the answer was whole, or between two of them.
    ClosedEarly,
    Reset,
    /// Other bytes than were sent.
    Corrupt,
    /// More bytes than were sent.
    Unasked,
    /// No answer within the patience. In an open loop also what was due and
    /// could not be sent.
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
    /// From when a request was due: in a closed loop, from when it was sent;
    /// with a connection for each request, from before it was connected.
    pub latency: Latency,
    pub errors: BTreeMap<Kind, u64>,
    /// Answers to what was given up or answered already (UDP).
    pub late: u64,
    /// What the system said the first time it was `Kind::Other`.
    pub other: Option<String>,
    /// The share of the time that the busiest of the load's own threads was
    /// on a processor; None: the system does not tell.
    pub own_busy: Option<f64>,
    /// How late requests were sent, in nanoseconds, by our own fault.
    pub own_late: Latency,
    /// Somebody wanted it to end before it was done.
    pub cut_short: bool,
}

impl Report {
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self {
            sent: 0,
            answered: 0,
            served: 0,
            took: Duration::ZERO,
            latency: latency()?,
            errors: BTreeMap::new(),
            late: 0,
            other: None,
            own_busy: None,
            own_late: latency()?,
            cut_short: false,
        })
    }

    pub fn errors_in_all(&self) -> u64 {
        self.errors.values().sum()
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.sent += other.sent;
        self.answered += other.answered;
        self.served += other.served;
        self.took = self.took.max(other.took);
        // Alike in their bounds, so it can't fail.
        let _ = self.latency.add(&other.latency);
        for (kind, n) in &other.errors {
            *self.errors.entry(*kind).or_default() += n;
        }
        self.late += other.late;
        if self.other.is_none() {
            self.other.clone_from(&other.other);
        }
        let _ = self.own_late.add(&other.own_late); // as above
        self.own_busy = match (self.own_busy, other.own_busy) {
            (Some(a), Some(b)) => Some(a.max(b)),
            (a, b) => a.or(b),
        };
        self.cut_short |= other.cut_short;
    }
}

/// From a nanosecond to two days. The bounds are fixed, so that any two can
/// be added.
pub(super) fn latency() -> io::Result<Latency> {
    Histogram::new_with_bounds(1, 172_800_000_000_000, 3)
        .map_err(io::Error::other)
}
