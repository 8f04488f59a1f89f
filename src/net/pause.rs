//! What a server does while it does nothing for its client: `--delay` and
//! `--burn`. A stop, a kick and a parent's word end both at once.

use super::conn::{Conn, House};
use super::os::cpu_time;
use super::udp::Datagrams;
use std::io;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

/// Who can be kept waiting.
pub trait Pause {
    /// The connection's number, or 0.
    fn number(&self) -> u64;

    /// Does nothing for so long, but not longer than it may.
    fn rest(&mut self, most: Duration) -> io::Result<()>;

    /// Works: takes so much time of a processor, however long it waits for one.
    fn burn(&mut self, most: Duration) -> io::Result<()>;
}

/// So much of a processor's time, however long this thread has to wait for
/// one: else a crowd of threads would finish its work by waiting.
fn burn_while(
    most: Duration,
    mut goes_on: impl FnMut() -> io::Result<bool>,
) -> io::Result<()> {
    let end = cpu_time() + most;
    while cpu_time() < end && goes_on()? {
        for _ in 0..10_000 {
            std::hint::spin_loop();
        }
    }
    Ok(())
}

impl Pause for Conn {
    fn number(&self) -> u64 {
        self.id()
    }

    fn rest(&mut self, most: Duration) -> io::Result<()> {
        self.thinks();
        match &mut self.house {
            House::Shared(place) => place.door().rest(&self.guest, most),
            #[cfg(unix)]
            House::Alone(alone) => alone.rest(most)?,
        }
        self.thinks();
        Ok(())
    }

    fn burn(&mut self, most: Duration) -> io::Result<()> {
        self.thinks();
        burn_while(most, || match &mut self.house {
            House::Shared(_) => Ok(self.guest.dismissed().is_none()),
            #[cfg(unix)]
            House::Alone(alone) => {
                alone.rest(Duration::ZERO)?;
                Ok(!alone.is_closing())
            }
        })?;
        self.thinks();
        Ok(())
    }
}

impl Conn {
    /// Begins or ends a time in which the client waits for us.
    fn thinks(&self) {
        if self.by_line {
            self.guest.heard.fetch_add(1, Relaxed);
        }
    }
}

impl Pause for Datagrams {
    fn number(&self) -> u64 {
        0
    }

    fn rest(&mut self, most: Duration) -> io::Result<()> {
        self.wait(most);
        Ok(())
    }

    fn burn(&mut self, most: Duration) -> io::Result<()> {
        burn_while(most, || Ok(!self.is_closing()))
    }
}
