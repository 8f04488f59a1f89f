//! What a full channel has dropped, until a line says so in its place.

use super::super::Event;
use super::format::Entry;
use std::mem::take;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};

/// So many events are missing, which began from `since` to `until`.
#[derive(Clone, Copy, Default)]
pub struct Lost {
    count: u64,
    since: u64,
    until: u64,
}

#[derive(Default)]
pub struct Gap {
    lost: Mutex<Lost>,
    /// Whether anything is: to be asked for at each event.
    is_open: AtomicBool,
}

impl Gap {
    #[inline]
    pub fn is_open(&self) -> bool {
        self.is_open.load(Relaxed)
    }

    #[cold]
    pub fn add(&self, event: &Event) {
        let mut lost = self.lost.lock().unwrap_or_else(PoisonError::into_inner);
        if lost.count == 0 {
            lost.since = event.at;
        }
        lost.count += 1;
        lost.until = lost.until.max(event.at);
        self.is_open.store(true, Relaxed);
    }

    /// Hands over what is missing, once; whoever comes at the same time waits
    /// until it is in its place. False: `put` could not take it.
    #[cold]
    pub fn close(&self, put: impl FnOnce(Lost) -> bool) -> bool {
        let mut lost = self.lost.lock().unwrap_or_else(PoisonError::into_inner);
        if lost.count > 0 {
            if !put(*lost) {
                return false;
            }
            take(&mut *lost);
        }
        self.is_open.store(false, Relaxed);
        true
    }
}

impl From<Lost> for Entry<'static> {
    fn from(Lost { count, since, until }: Lost) -> Self {
        let (what, took) = ("lost".into(), until.saturating_sub(since));
        Self { ns: since, took, what, count, ..Self::default() }
    }
}
