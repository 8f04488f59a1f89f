//! What to ask of a server: so many clients, so much, so often, for so long.

use std::net::SocketAddr;
use std::thread;
use std::time::Duration;

/// The most requests of all clients that may be under way: each takes 16
/// bytes here, and far more in the kernel.
pub const MOST_OPEN: usize = 4_000_000;

/// What both kernels hold in any case, so that writing it blocks nobody.
const FITS: usize = 16 * 1024;

/// A load. The server is one that answers with the same bytes.
#[derive(Clone, Debug)]
pub struct Plan {
    pub target: SocketAddr,
    pub wire: Wire,
    /// Who asks, each with a connection (or a UDP socket) of its own.
    pub clients: usize,
    /// Bytes of a request, and so of its answer; over UDP 8 at least.
    pub size: usize,
    /// Requests that a client may have under way at a time.
    pub pipeline: usize,
    /// How long a client rests between an answer and the next request.
    pub think: Duration,
    /// A connection for each request.
    pub churn: bool,
    /// So many others connect first, and say nothing.
    pub silent: usize,
    /// Open loop: requests a second in all, each due at its own moment.
    pub rate: Option<f64>,
    pub until: Until,
    /// An answer that takes longer, from sending, counts as never given.
    /// Whatever is due and not sent so long after the end, too.
    pub patience: Duration,
    /// Threads that drive the clients.
    pub threads: usize,
}

impl Plan {
    /// One client that asks 64 bytes for five seconds.
    pub fn to(target: SocketAddr) -> Self {
        Self {
            target,
            wire: Wire::Tcp,
            clients: 1,
            size: 64,
            pipeline: 1,
            think: Duration::ZERO,
            churn: false,
            silent: 0,
            rate: None,
            until: Until::Time(Duration::from_secs(5)),
            patience: Duration::from_secs(5),
            threads: thread::available_parallelism()
                .map_or(1, |n| n.get().min(2)),
        }
    }

    /// One client, and nothing else to wait for: then a read that blocks is
    /// one system call less for each answer than a wait and a read (15 %
    /// of a round trip).
    pub(super) fn is_alone(&self) -> bool {
        self.clients == 1
            && self.wire == Wire::Tcp
            && self.pipeline == 1
            && self.size <= FITS
            && self.rate.is_none()
            && self.think.is_zero()
            && !self.churn
    }

    /// In an open loop: how many requests are due before the end.
    pub(super) fn due_in_all(&self) -> Option<u64> {
        let rate = self.rate?;
        Some(match self.until {
            Until::Requests(n) => n,
            Until::Time(time) => (time.as_secs_f64() * rate).ceil() as u64,
        })
    }

    /// When asking ends, in nanoseconds from the start, if a clock ends it.
    pub(super) fn end(&self) -> Option<u64> {
        match (self.until, self.rate) {
            (Until::Time(time), _) => Some(time.as_nanos() as u64),
            (Until::Requests(n), Some(rate)) => {
                Some((n as f64 / rate * 1e9) as u64)
            }
            (Until::Requests(_), None) => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wire {
    Tcp,
    Udp,
}

/// When to stop asking.
#[derive(Clone, Copy, Debug)]
pub enum Until {
    Time(Duration),
    /// So many requests in all.
    Requests(u64),
}
