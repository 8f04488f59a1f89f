//! What a connection does while it does nothing for its client: `--delay` and
//! `--burn`. A stop, a kick and a parent's word end both at once.

use super::conn::{Conn, House};
use std::io;
use std::sync::atomic::Ordering::Relaxed;
use std::time::{Duration, Instant};

impl Conn {
    /// Does nothing for so long, but not longer than it may stay.
    pub fn rest(&mut self, most: Duration) -> io::Result<()> {
        self.thinks();
        match &mut self.house {
            House::Shared(place) => place.door().rest(&self.guest, most),
            #[cfg(unix)]
            House::Alone(alone) => alone.rest(most)?,
        }
        self.thinks();
        Ok(())
    }

    /// Works for so long (a loop that keeps a core busy).
    pub fn burn(&mut self, most: Duration) -> io::Result<()> {
        self.thinks();
        let end = Instant::now() + most;
        while Instant::now() < end && !self.must_leave() {
            for _ in 0..10_000 {
                std::hint::spin_loop();
            }
            #[cfg(unix)]
            if let House::Alone(alone) = &mut self.house {
                alone.rest(Duration::ZERO)?;
            }
        }
        self.thinks();
        Ok(())
    }

    /// Begins or ends a time in which the client waits for us.
    fn thinks(&self) {
        if self.by_line {
            self.guest.heard.fetch_add(1, Relaxed);
        }
    }

    fn must_leave(&self) -> bool {
        match &self.house {
            House::Shared(_) => self.guest.dismissed().is_some(),
            #[cfg(unix)]
            House::Alone(alone) => alone.is_closing(),
        }
    }
}
