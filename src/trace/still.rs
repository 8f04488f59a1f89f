//! A clock that stands while anybody is held at a gate. Deadlines of clients
//! go by it: no operator thinks as fast as they run out.

use super::clock;
use std::sync::{Mutex, MutexGuard, PoisonError};

struct Still {
    held: usize,
    since: u64,
    /// For how long it has stood before that, in nanoseconds.
    stood: u64,
}

static STILL: Mutex<Still> = Mutex::new(Still { held: 0, since: 0, stood: 0 });

fn still() -> MutexGuard<'static, Still> {
    STILL.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Somebody is held until this is dropped.
pub struct Standstill(());

pub fn stand() -> Standstill {
    let mut still = still();
    if still.held == 0 {
        still.since = clock();
    }
    still.held += 1;
    Standstill(())
}

impl Drop for Standstill {
    fn drop(&mut self) {
        let mut still = still();
        still.held -= 1;
        if still.held == 0 {
            still.stood += clock().saturating_sub(still.since);
        }
    }
}

/// Nanoseconds, as `clock`, without the time in which anybody was held.
pub fn running() -> u64 {
    let still = still();
    let now = if still.held > 0 { still.since } else { clock() };
    now.saturating_sub(still.stood)
}
