//! Gates: where a serving thread may be held, just before a call that may
//! block. Nobody is held while it has a lock of ours.

use super::{Call, Event, Label, Open, Spot, What};
use super::{clock, label, lock, slot, still};
use std::cell::{Cell, OnceCell};
use std::panic::Location;
use std::sync::OnceLock;

/// A thread before a gate.
#[derive(Clone)]
pub struct Stand {
    pub thread: Label,
    /// 0 where no connection is concerned.
    pub conn: u64,
    pub before: Call,
    /// How much a write or a send would move.
    pub bytes: usize,
    pub spot: Spot,
}

/// Who keeps the gates.
pub trait Keeper: Send + Sync {
    /// Somebody has come to a gate. True: it must `wait` there.
    fn comes(&self, stand: &Stand) -> bool;
    /// It comes by, and may not be held.
    fn passes(&self, stand: &Stand);
    /// Returns when it may go on.
    fn wait(&self, stand: &Stand);
    /// It has ended.
    fn gone(&self, thread: Label);
}

static KEEPER: OnceLock<Box<dyn Keeper>> = OnceLock::new();

thread_local! {
    static SERVES: Cell<bool> = const { Cell::new(false) };
    static KNOWN: OnceCell<Known> = const { OnceCell::new() };
}

/// A thread that the keeper has seen; its end is told.
struct Known(Label);

impl Drop for Known {
    fn drop(&mut self) {
        if let Some(keeper) = KEEPER.get() {
            keeper.gone(self.0);
        }
    }
}

/// Names who keeps the gates, once for the life of the process.
pub fn keep_gates(keeper: Box<dyn Keeper>) {
    // A second one is not asked for.
    let _ = KEEPER.set(keeper);
}

/// This thread serves a client from here on, there in the stage.
pub fn serves(at: &'static Location<'static>) {
    SERVES.set(true);
    slot::stands(at);
}

/// It has come to the end of a connection, which is a gate as well.
pub fn at_end(conn: u64) {
    if super::calls_are_heard() {
        pass(conn, Call::End, 0, slot::stage(Call::End));
    }
}

/// Holds this thread, if somebody keeps the gates and wants to.
pub(super) fn pass(conn: u64, before: Call, bytes: usize, spot: Spot) {
    let Some(keeper) = KEEPER.get() else { return };
    if matches!(before, Call::Accept | Call::Take | Call::Receive) {
        SERVES.set(true);
    }
    if !SERVES.get() {
        return;
    }
    let (at, thread) = (clock(), label());
    KNOWN.with(|known| _ = known.get_or_init(|| Known(thread)));
    let stand = Stand { thread, conn, before, bytes, spot };
    if lock::any() {
        keeper.passes(&stand);
    } else if keeper.comes(&stand) {
        let (since, call, held, stage) =
            (at, before, true, slot::stage(before));
        let open = Open { since, thread, conn, call, held, spot, stage };
        let outer = slot::fill(open);
        let standstill = still::stand();
        keeper.wait(&stand);
        drop(standstill);
        slot::empty(outer);
        let took = clock().saturating_sub(at);
        let what = What::Held(before, took, spot, stage);
        super::tell(&Event { at, thread, conn, what });
    }
}
