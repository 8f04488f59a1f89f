//! What a load has seen.

use super::kind::Kind;
use hdrhistogram::Histogram;
use std::collections::BTreeMap;
use std::io;
use std::time::Duration;

/// Latencies in nanoseconds, to three digits.
pub type Latency = Histogram<u64>;

/// The sum of a load.
#[derive(Clone, Debug)]
pub struct Report {
    pub sent: u64,
    pub answered: u64,
    /// Clients that asked, or could not because something went wrong first.
    pub clients: usize,
    /// Clients that had at least one answer.
    pub served: usize,
    /// From the first request to the last answer, and where something went
    /// wrong at least to the end of asking: else who answers no more would
    /// look fast. Connecting comes before, unless each request has a
    /// connection of its own.
    pub took: Duration,
    /// From when a request was due: in a closed loop, from when it was sent;
    /// with a connection for each request, from before it was connected.
    pub latency: Latency,
    pub errors: BTreeMap<Kind, u64>,
    /// Silent clients that the server closed or turned away, by how it did.
    /// They are among the errors, too.
    pub silent_lost: BTreeMap<Kind, u64>,
    /// Answers to what was given up or answered already (UDP).
    pub late: u64,
    /// What the system said the first time it was `Kind::Other`.
    pub other: Option<String>,
    /// The share of the time, until asking ends and the last answer comes,
    /// that the busiest of the load's own threads was on a processor; None:
    /// the system does not tell.
    pub own_busy: Option<f64>,
    /// The share of the time that it could have gone on and waited for a
    /// processor, because others had them all. Linux only.
    pub own_waits: Option<f64>,
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
            clients: 0,
            served: 0,
            took: Duration::ZERO,
            latency: latency()?,
            errors: BTreeMap::new(),
            silent_lost: BTreeMap::new(),
            late: 0,
            other: None,
            own_busy: None,
            own_waits: None,
            own_late: latency()?,
            cut_short: false,
        })
    }

    /// Answers a second, over the whole time.
    pub fn per_second(&self) -> f64 {
        self.answered as f64 / self.took.as_secs_f64().max(1e-9)
    }

    pub fn errors_in_all(&self) -> u64 {
        self.errors.values().sum()
    }

    /// How many silent clients the server did not keep.
    pub fn silent_lost_in_all(&self) -> u64 {
        self.silent_lost.values().sum()
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.sent += other.sent;
        self.answered += other.answered;
        self.clients += other.clients;
        self.served += other.served;
        self.took = self.took.max(other.took);
        // Alike in their bounds, so it can't fail.
        let _ = self.latency.add(&other.latency);
        for (mine, its) in [
            (&mut self.errors, &other.errors),
            (&mut self.silent_lost, &other.silent_lost),
        ] {
            for (kind, n) in its {
                *mine.entry(*kind).or_default() += n;
            }
        }
        self.late += other.late;
        if self.other.is_none() {
            self.other.clone_from(&other.other);
        }
        let _ = self.own_late.add(&other.own_late); // as above
        // Of the busiest thread: busy or kept from it.
        let sum = |r: &Self| r.own_busy.zip(r.own_waits.or(Some(0.0)));
        if sum(other).map(|(a, b)| a + b) > sum(self).map(|(a, b)| a + b) {
            self.own_busy = other.own_busy;
            self.own_waits = other.own_waits;
        }
        self.cut_short |= other.cut_short;
    }
}

/// From a nanosecond to two days. The bounds are fixed, so that any two can
/// be added.
pub(super) fn latency() -> io::Result<Latency> {
    Histogram::new_with_bounds(1, 172_800_000_000_000, 3)
        .map_err(io::Error::other)
}
