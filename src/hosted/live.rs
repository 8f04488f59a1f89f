//! All servers that run now, so that none outlives us; and what those that
//! have ended leave behind.

use super::family::Member;
use super::{family, reap};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The servers that run now: their process groups.
static LIVE: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// What servers have left to us, when somebody asked last.
static STRAYS: AtomicUsize = AtomicUsize::new(0);

/// Held while one is started, or its number given back.
pub(super) fn live() -> MutexGuard<'static, Vec<u32>> {
    LIVE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends all servers without a word, and lets nobody start another: for who
/// ends this process next.
pub fn kill_all() {
    let mut live = live();
    live.drain(..).for_each(reap::kill_group);
    reap::kill_all_below();
    std::mem::forget(live); // locked to the end
}

/// Ends what servers that are gone have left behind. While one still runs, it
/// could be this one's: then nothing is done.
pub fn end_strays() {
    let live = live();
    if live.is_empty() {
        reap::kill_all_below();
        STRAYS.store(0, Relaxed);
    }
}

/// Whether servers have left more processes to us (see `reap::adopt`) since
/// this was asked last: then it was who had its turn meanwhile. Nobody waits
/// for them before the end, so even one that has ended is seen.
pub fn more_strays() -> bool {
    let live = live();
    let children = family::children(std::process::id());
    let is_new =
        |one: &Member| !live.contains(&one.pid) && !reap::was_before(one);
    let now = children.filter(is_new).count();
    now > STRAYS.swap(now, Relaxed)
}
