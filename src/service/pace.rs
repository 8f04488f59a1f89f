//! How an answer is given, whatever it says: late (`--delay`), with effort
//! (`--burn`), only once (`--once`).

use crate::net::Pause;
use crate::trace::{self, Call};
use std::io;
use std::time::Duration;

#[derive(Clone, Copy, Default)]
pub struct Pace {
    pub delay: Duration,
    pub burn: Duration,
    pub once: bool,
}

impl Pace {
    /// Comes before each answer. A stop of the server ends it at once.
    #[inline]
    #[track_caller]
    pub fn think(&self, who: &mut impl Pause) -> io::Result<()> {
        if self.delay.is_zero() && self.burn.is_zero() {
            return Ok(());
        }
        self.take_time(who)
    }

    /// The same as a call that is always traced, even when it takes no time:
    /// so there is always a gate before it.
    #[cold]
    #[track_caller]
    pub fn take_time(&self, who: &mut impl Pause) -> io::Result<()> {
        trace::call(who.number(), Call::Think, || {
            if !self.delay.is_zero() {
                who.rest(self.delay)?;
            }
            if !self.burn.is_zero() {
                who.burn(self.burn)?;
            }
            Ok(())
        })
    }
}
