//! A lock that is taken in a traced call. Whoever has one is held at no gate:
//! all who wait for it would be held as well, and no screen could say where.

use super::{Call, call};
use std::cell::Cell;
use std::io;
use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, MutexGuard, PoisonError};

thread_local! {
    static LOCKS: Cell<u32> = const { Cell::new(0) };
}

/// What the lock guards, until it is dropped.
pub struct Locked<'a, T> {
    value: MutexGuard<'a, T>,
    _counted: Counted,
}

struct Counted;

/// Waits for the lock. It never fails.
#[track_caller]
pub fn lock<T>(conn: u64, mutex: &Mutex<T>) -> io::Result<Locked<'_, T>> {
    let value = call(conn, Call::Lock, || {
        Ok(mutex.lock().unwrap_or_else(PoisonError::into_inner))
    })?;
    LOCKS.set(LOCKS.get() + 1);
    Ok(Locked { value, _counted: Counted })
}

/// Whether this thread has any.
pub(super) fn any() -> bool {
    LOCKS.get() > 0
}

impl Drop for Counted {
    fn drop(&mut self) {
        LOCKS.set(LOCKS.get() - 1);
    }
}

impl<T> Deref for Locked<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Locked<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}
