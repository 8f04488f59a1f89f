//! What the clients of one thread share: the plan, buffers, a clock, and the
//! sheet on which they write what they saw.

use super::flight::Time;
use super::kind::Kind;
use super::pattern::Pattern;
use super::plan::{Plan, Until};
use super::report::Report;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{self, ErrorKind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};

/// What all threads and the one that watches share.
#[derive(Debug)]
pub struct Shared {
    pub connected: AtomicUsize,
    pub answered: AtomicU64,
    /// In a closed loop: how many requests are still to be asked.
    pub budget: AtomicU64,
}

impl Shared {
    pub fn new(plan: &Plan) -> Self {
        Self {
            connected: AtomicUsize::new(0),
            answered: AtomicU64::new(0),
            budget: AtomicU64::new(match plan.until {
                Until::Requests(n) => n,
                Until::Time(_) => u64::MAX,
            }),
        }
    }
}

pub struct Desk {
    pub plan: Plan,
    pub pattern: Pattern,
    pub shared: Arc<Shared>,
    pub seen: Report,
    /// The first thing that went wrong with a connection.
    pub first_error: Option<io::Error>,
    /// Whether any connection was ever made.
    pub reached: bool,
    pub input: Vec<u8>,
    pub output: Vec<u8>,
    /// When to look after which client, the next first.
    pub wakes: BinaryHeap<Reverse<(Time, usize)>>,
    pub start: Instant,
    /// All are connected, and asking has begun.
    pub is_asking: bool,
    /// When asking ends.
    pub end: Time,
    /// Under way, by all clients of this thread.
    pub open: usize,
    /// Open loop: due before the end, and not yet begun.
    pub left: u64,
    /// Who will ask no more.
    pub out: usize,
}

/// The most bytes that go in or out at a time; a datagram fits whole.
const BLOCK: usize = 64 * 1024;

impl Desk {
    pub fn new(plan: &Plan, shared: Arc<Shared>) -> io::Result<Self> {
        Ok(Self {
            pattern: Pattern::new(plan.size),
            plan: plan.clone(),
            shared,
            seen: Report::new()?,
            first_error: None,
            reached: false,
            input: vec![0; BLOCK],
            output: Vec::with_capacity(BLOCK),
            wakes: BinaryHeap::new(),
            start: Instant::now(),
            is_asking: false,
            end: plan.end().unwrap_or(Time::MAX),
            open: 0,
            left: 0,
            out: 0,
        })
    }

    /// Nanoseconds since the start; 0 before it.
    pub fn now(&self) -> Time {
        if !self.is_asking {
            return 0;
        }
        Instant::now().saturating_duration_since(self.start).as_nanos() as Time
    }

    pub fn wake(&mut self, at: Time, client: usize) {
        self.wakes.push(Reverse((at, client)));
    }

    /// In a closed loop: leave for one more request.
    pub fn take(&self, now: Time) -> bool {
        if let Until::Time(_) = self.plan.until {
            return now < self.end;
        }
        let less = |n: u64| n.checked_sub(1);
        self.shared.budget.fetch_update(Relaxed, Relaxed, less).is_ok()
    }

    /// All that were to be asked have been.
    pub fn is_spent(&self) -> bool {
        self.shared.budget.load(Relaxed) == 0
    }

    pub fn count(&mut self, kind: Kind, n: u64) {
        if n > 0 {
            *self.seen.errors.entry(kind).or_default() += n;
        }
    }

    pub fn answered(&mut self, since: Time, now: Time) {
        self.seen.answered += 1;
        self.seen.latency.saturating_record(now.saturating_sub(since));
        self.seen.took = Duration::from_nanos(now);
    }

    /// What an error of the system means, counted.
    pub fn failed(&mut self, error: io::Error) {
        let kind = match error.kind() {
            ErrorKind::ConnectionRefused => Kind::Refused,
            ErrorKind::TimedOut => Kind::NotConnected,
            ErrorKind::AddrNotAvailable => Kind::NoPort,
            ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::BrokenPipe => Kind::Reset,
            _ => Kind::Other,
        };
        if kind == Kind::Other && self.seen.other.is_none() {
            self.seen.other = Some(error.to_string());
        }
        self.count(kind, 1);
        self.first_error.get_or_insert(error);
    }
}
