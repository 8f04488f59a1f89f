//! What the listeners want to hear, in one number: with nobody listening, to
//! ask for it is all that a call costs.

use super::{Kinds, LISTENERS};
use std::sync::atomic::{AtomicU8, Ordering::Relaxed};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

static WANTED: AtomicU8 = AtomicU8::new(0);
/// How often that was asked anew.
static CHANGES: Mutex<u64> = Mutex::new(0);
static CHANGED: Condvar = Condvar::new();

fn changes() -> MutexGuard<'static, u64> {
    CHANGES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A listener wants to hear more than before, or less.
pub fn wants_changed() {
    // Two at once: the second one to ask is the second one to store.
    let mut changes = changes();
    let all = LISTENERS.get().into_iter().flatten();
    WANTED.store(all.fold(0, |all, one| all | one.wants().0), Relaxed);
    *changes += 1;
    drop(changes);
    CHANGED.notify_all();
}

/// Another number after each change: somebody may listen who has heard nothing
/// of what was told before.
pub fn wants_number() -> u64 {
    *changes()
}

/// Rests for so long, or until `wants_number` is another than `seen`.
pub fn rest(seen: u64, most: Duration) {
    let same = |now: &mut u64| *now == seen;
    // Whoever rests looks for itself what has come.
    let _ = CHANGED.wait_timeout_while(changes(), most, same);
}

/// Whether anybody listens to calls.
#[inline]
pub fn calls_are_heard() -> bool {
    wanted().has(Kinds::CALLS)
}

/// What anybody wants to hear.
#[inline]
pub fn wanted() -> Kinds {
    Kinds(WANTED.load(Relaxed))
}
