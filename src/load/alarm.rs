//! Wakes a thread on time: epoll counts in milliseconds, which would be most
//! of an answer's latency.

use mio::{Registry, Token};
use std::io;
use std::time::Duration;

/// Its token; those of clients count from 0.
pub const ALARM: Token = Token(usize::MAX);

/// A timer that the thread's one wait sees (timerfd_create(2)).
#[cfg(target_os = "linux")]
pub struct Alarm(nix::sys::timerfd::TimerFd);

#[cfg(target_os = "linux")]
impl Alarm {
    pub fn new(registry: &Registry) -> io::Result<Self> {
        use mio::{Interest, unix::SourceFd};
        use nix::sys::timerfd::{ClockId, TimerFd, TimerFlags};
        use std::os::fd::{AsFd, AsRawFd};
        let timer = TimerFd::new(
            ClockId::CLOCK_MONOTONIC,
            TimerFlags::TFD_NONBLOCK | TimerFlags::TFD_CLOEXEC,
        )?;
        let fd = timer.as_fd().as_raw_fd();
        registry.register(&mut SourceFd(&fd), ALARM, Interest::READABLE)?;
        Ok(Self(timer))
    }

    /// Rings once, after so long; what was set before is forgotten.
    pub fn set(&self, after: Duration) -> io::Result<()> {
        use nix::sys::timerfd::{Expiration, TimerSetTimeFlags};
        // Zero would switch it off.
        let after = after.max(Duration::from_nanos(1));
        let after = Expiration::OneShot(after.into());
        Ok(self.0.set(after, TimerSetTimeFlags::empty())?)
    }
}

/// Elsewhere the wait itself must do: kqueue(2) counts in nanoseconds.
#[cfg(not(target_os = "linux"))]
pub struct Alarm;

#[cfg(not(target_os = "linux"))]
impl Alarm {
    pub fn new(_: &Registry) -> io::Result<Self> {
        Ok(Self)
    }

    pub fn set(&self, _: Duration) -> io::Result<()> {
        Ok(())
    }
}
