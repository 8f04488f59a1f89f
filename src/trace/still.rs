//! A clock that stands while anybody is held at a gate. Deadlines of clients
//! go by it: no operator thinks as fast as they run out.

use super::clock;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Mutex, MutexGuard, PoisonError};

struct Still {
    held: usize,
    since: u64,
    /// For how long it has stood before that, in nanoseconds.
    stood: u64,
}

static STILL: Mutex<Still> = Mutex::new(Still { held: 0, since: 0, stood: 0 });

/// Somebody was held once: without step mode nobody ever is, and nobody who asks
/// for the time pays for the lock.
static EVER: AtomicBool = AtomicBool::new(false);

fn still() -> MutexGuard<'static, Still> {
    STILL.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Somebody is held until this is dropped.
pub struct Standstill(());

pub fn stand() -> Standstill {
    let mut still = still();
    if still.held == 0 {
        EVER.store(true, SeqCst);
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
    // Before the look, so that it is not past the first `since`: this clock
    // never goes back.
    let now = clock();
    if !EVER.load(SeqCst) {
        return now;
    }
    let still = still();
    let now = if still.held > 0 { still.since } else { clock() };
    now.saturating_sub(still.stood)
}
