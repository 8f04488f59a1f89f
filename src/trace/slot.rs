//! Which calls are open, and since when: a slot per thread, which it fills
//! before a call that somebody listens to. So who looks need not wait for its
//! end, which may never come.

use super::{Call, Event, Label, Spot, What};
use std::cell::{Cell, OnceCell};
use std::collections::BTreeMap;
use std::panic::Location;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A call that has begun at `since` (see `Event::at`); or, with `held`, that
/// will begin: its thread stands at a gate since then.
#[derive(Clone, Copy)]
pub struct Open {
    pub since: u64,
    pub thread: Label,
    pub conn: u64,
    pub call: Call,
    pub held: bool,
    pub spot: Spot,
    pub stage: Spot,
}

/// What is in it counts while `full` says so: to empty it shall cost no lock.
#[derive(Default)]
struct Slot {
    full: AtomicBool,
    open: Mutex<Option<Open>>,
}

/// Those of this process by a number of their thread's, those of others by
/// their connection's.
static HERE: Mutex<BTreeMap<u64, Arc<Slot>>> = Mutex::new(BTreeMap::new());
static ELSEWHERE: Mutex<BTreeMap<u64, Open>> = Mutex::new(BTreeMap::new());

/// This thread's slot, on the list while the thread lives.
struct Mine(u64, Arc<Slot>);

thread_local! {
    static MINE: OnceCell<Mine> = const { OnceCell::new() };
    static STAGE: Cell<Option<&'static Location<'static>>> =
        const { Cell::new(None) };
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// From here on this thread stands there in the stage.
pub(super) fn stands(at: &'static Location<'static>) {
    STAGE.set(Some(at));
}

/// Where this thread stands in the stage before such a call; line 0 where nobody
/// has said, or where the stage makes the call itself.
pub(super) fn stage(before: Call) -> Spot {
    match before {
        Call::Accept | Call::Take | Call::Receive => Spot::default(),
        _ => STAGE.get().map(Spot::from).unwrap_or_default(),
    }
}

/// Fills this thread's slot, and returns the call inside which this one is
/// made, if there is one.
pub(super) fn fill(open: Open) -> Option<Open> {
    let filled = MINE.try_with(|mine| {
        let slot = &mine.get_or_init(Mine::new).1;
        let mut place = lock(&slot.open);
        let outer = place.filter(|_| slot.full.load(Relaxed));
        *place = Some(open);
        slot.full.store(true, Relaxed);
        outer
    });
    filled.unwrap_or_default() // a thread that ends: nobody will look
}

/// Empties this thread's slot, or goes back to the call around.
pub(super) fn empty(outer: Option<Open>) {
    // As above.
    let _ = MINE.try_with(|mine| {
        if let Some(Mine(_, slot)) = mine.get() {
            slot.full.store(false, Relaxed);
        }
    });
    outer.map(fill);
}

impl Mine {
    fn new() -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        let (id, slot) = (LAST.fetch_add(1, Relaxed), Arc::<Slot>::default());
        lock(&HERE).insert(id, slot.clone());
        Self(id, slot)
    }
}

impl Drop for Mine {
    fn drop(&mut self) {
        lock(&HERE).remove(&self.0);
    }
}

/// The calls that are open now, in this process and in its children; and who
/// is held before one.
pub fn open_calls() -> Vec<Open> {
    let slots: Vec<Arc<Slot>> = lock(&HERE).values().cloned().collect();
    let full = slots.iter().filter(|slot| slot.full.load(Relaxed));
    let mut all: Vec<Open> =
        full.filter_map(|slot| *lock(&slot.open)).collect();
    all.extend(lock(&ELSEWHERE).values());
    all
}

/// Passes on an event of a child process.
pub fn pass_on(event: Event) {
    let Event { at: since, thread, conn, ref what } = event;
    match what {
        What::Began(call, spot, stage) => {
            let (call, spot, stage) = (*call, *spot, *stage);
            let held = false;
            let open = Open { since, thread, conn, call, held, spot, stage };
            lock(&ELSEWHERE).insert(conn, open);
        }
        What::Called(..) => _ = lock(&ELSEWHERE).remove(&conn),
        _ => (),
    }
    super::tell(&event);
}

/// The process that served `conn` is gone; a call that was open is so, too.
pub fn gone(conn: u64) {
    let Some(open) = lock(&ELSEWHERE).remove(&conn) else { return };
    let shown = super::Shown {
        took: super::clock().saturating_sub(open.since),
        error: Some("its process ended".into()),
        spot: open.spot,
        stage: open.stage,
        ..Default::default()
    };
    let (at, thread) = (open.since, open.thread);
    let what = What::Called(open.call, shown);
    super::tell(&Event { at, thread, conn, what });
}
