//! What the load itself takes: its threads' time on a processor.

use std::time::Duration;

/// What the calling thread has had so far.
#[derive(Clone, Copy, Debug)]
pub struct Own {
    /// Time on a processor; None: the system does not tell.
    busy: Option<Duration>,
    /// Time that it was ready to run and had none. Linux only.
    waits: Option<Duration>,
}

impl Own {
    pub fn now() -> Self {
        Self { busy: busy(), waits: waits() }
    }

    /// The shares of `wall` since then: on a processor, waiting for one.
    pub fn shares(&self, wall: Duration) -> (Option<f64>, Option<f64>) {
        let now = Self::now();
        let share = |end: Option<Duration>, begin: Option<Duration>| {
            let spent = end?.saturating_sub(begin?);
            Some(spent.as_secs_f64() / wall.as_secs_f64())
        };
        (share(now.busy, self.busy), share(now.waits, self.waits))
    }
}

#[cfg(unix)]
fn busy() -> Option<Duration> {
    use nix::time::{ClockId, clock_gettime};
    clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).ok().map(Into::into)
}

#[cfg(not(unix))]
fn busy() -> Option<Duration> {
    None
}

/// The second number of /proc/thread-self/schedstat, in nanoseconds
/// (Documentation/scheduler/sched-stats.rst). Not all kernels keep it.
fn waits() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let ns = text.split_whitespace().nth(1)?.parse().ok()?;
    Some(Duration::from_nanos(ns))
}
