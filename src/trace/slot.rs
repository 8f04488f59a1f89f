//! Which calls are open, and since when: a slot per thread, which it fills
//! before a call that somebody listens to. So who looks need not wait for its
//! end, which may never come.

use super::{Call, Event, Label, Spot, What, label};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::mem::replace;
use std::panic::Location;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A call that has begun at `since` (see `Event::at`).
#[derive(Clone)]
pub struct Open {
    pub since: u64,
    pub thread: Label,
    pub conn: u64,
    pub call: Call,
    pub spot: Spot,
    pub stage: Spot,
}

type Slot = Arc<Mutex<Option<Open>>>;

/// Those of this process by a number of their thread's, those of others by
/// their connection's.
static HERE: Mutex<BTreeMap<u64, Slot>> = Mutex::new(BTreeMap::new());
static ELSEWHERE: Mutex<BTreeMap<u64, Open>> = Mutex::new(BTreeMap::new());

/// This thread's slot, on the list while the thread lives.
struct Mine(u64, Slot);

thread_local! {
    static MINE: RefCell<Option<Mine>> = const { RefCell::new(None) };
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

/// Where this thread stands in the stage; line 0 where nobody has said.
pub(super) fn stage() -> Spot {
    STAGE.get().map(Spot::from).unwrap_or_default()
}

/// Fills this thread's slot, or empties it; returns what was in it, for a call
/// may be made inside another.
pub(super) fn set(open: Option<Open>) -> Option<Open> {
    let put = MINE.try_with(|mine| {
        let mut mine = mine.borrow_mut();
        replace(&mut *lock(&mine.get_or_insert_with(Mine::new).1), open)
    });
    put.unwrap_or_default() // a thread that ends: nobody will look
}

impl Mine {
    fn new() -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        let (id, slot) = (LAST.fetch_add(1, Relaxed), Slot::default());
        lock(&HERE).insert(id, slot.clone());
        Self(id, slot)
    }
}

impl Drop for Mine {
    fn drop(&mut self) {
        lock(&HERE).remove(&self.0);
    }
}

/// The calls that are open now, in this process and in its children.
pub fn open_calls() -> Vec<Open> {
    let slots: Vec<Slot> = lock(&HERE).values().cloned().collect();
    let here = slots.iter().filter_map(|slot| lock(slot).clone());
    let mut all: Vec<Open> = here.collect();
    all.extend(lock(&ELSEWHERE).values().cloned());
    all
}

/// Passes on an event of a child process.
pub fn pass_on(event: Event) {
    let Event { at: since, thread, conn, ref what } = event;
    match what {
        What::Began(call, spot, stage) => {
            let (call, spot, stage) = (*call, spot.clone(), stage.clone());
            let open = Open { since, thread, conn, call, spot, stage };
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

impl Open {
    pub(super) fn new(
        since: u64,
        conn: u64,
        call: Call,
        (spot, stage): (Spot, Spot),
    ) -> Self {
        Self { since, thread: label(), conn, call, spot, stage }
    }
}
