//! What the load itself takes: its threads' time on a processor.

use std::time::Duration;

/// How long the calling thread was on a processor; None: the system does not
/// tell.
#[cfg(unix)]
pub fn cpu() -> Option<Duration> {
    use nix::time::{ClockId, clock_gettime};
    clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).ok().map(Into::into)
}

#[cfg(not(unix))]
pub fn cpu() -> Option<Duration> {
    None
}
