//! Whether the load, or the machine that it shares with the server, was what
//! limited the figures, rather than the server.

use super::report::Report;
use std::fmt;

/// A thread that is on a processor for so much of the time has no room left.
const FULL: f64 = 0.9;

/// What else than the server limited it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Limit {
    /// A thread of the load was busy for this share of the time.
    Load(f64),
    /// It would have been, if others had left it a processor: the shares that
    /// it had, and that it waited.
    Machine(f64, f64),
    /// Requests left so late, in nanoseconds (the 99th percentile), by the
    /// load's own fault, and the latencies hold it.
    Late(u64),
}

impl Report {
    pub fn limit(&self) -> Option<Limit> {
        let busy = self.own_busy.unwrap_or(0.0);
        let waits = self.own_waits.unwrap_or(0.0);
        if busy >= FULL {
            return Some(Limit::Load(busy));
        }
        if busy + waits >= FULL && waits > 0.1 {
            return Some(Limit::Machine(busy, waits));
        }
        let late = self.own_late.value_at_quantile(0.99);
        let usual = self.latency.value_at_quantile(0.5);
        (late > 1_000_000 && late > usual / 10).then_some(Limit::Late(late))
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let percent = |share: &f64| (share * 100.0).round();
        match self {
            Self::Load(busy) => write!(
                f,
                "The load itself was the limit: a thread of it was busy {} % \
                 of the time; the server may be faster than this.",
                percent(busy)
            ),
            Self::Machine(busy, waits) => write!(
                f,
                "The machine was the limit: the load had a processor {} % of \
                 the time and waited for one {} %, because the server or \
                 others had them all. Alone, the server may be faster.",
                percent(busy),
                percent(waits)
            ),
            Self::Late(ns) => write!(
                f,
                "The load was late itself: 1 request of 100 left {:.1} ms \
                 after it was due, and the latencies hold that.",
                *ns as f64 / 1e6
            ),
        }
    }
}
