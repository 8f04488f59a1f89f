//! What happened, and who is told. With nobody listening, a call that may
//! block costs one relaxed load more than the call itself.

mod event;
mod gate;
mod history;
mod label;
mod line;
mod lock;
mod log;
mod paint;
mod paper;
mod record;
mod shown;
mod slot;
mod spot;
mod still;
mod text;
mod wants;
mod why;

pub use event::{Call, Event, Kinds, What, clock};
pub use gate::{Keeper, Stand, at_end, keep_gates, serves};
pub use history::History;
pub use label::{Label, label, name_thread};
pub use line::{Manner, line};
pub use lock::{Locked, lock};
pub use log::{Log, tell_panics};
pub use paint::{Paint, letter, paint};
pub use paper::{Printer, Screen, Sheet};
pub use record::{Entry, Header, Record, VERSION as FORMAT};
pub use shown::{Moved, Shown};
pub use slot::{Open, gone, open_calls, pass_on};
pub use spot::Spot;
pub use still::running;
pub use text::{cut, escape, once_per};
pub use wants::{calls_are_heard, rest, wanted, wants_changed, wants_number};
pub use why::Why;

use std::io::{self, ErrorKind};
use std::panic::Location;
use std::sync::OnceLock;

/// Somebody who is told what happens. `hear` runs on the thread to which it
/// happened: it must not block, and it must not emit.
pub trait Listener: Send + Sync {
    fn wants(&self) -> Kinds;
    fn hear(&self, event: &Event);
}

static LISTENERS: OnceLock<Vec<Box<dyn Listener>>> = OnceLock::new();

/// Names the listeners, once for the life of the process.
pub fn start(listeners: Vec<Box<dyn Listener>>) {
    if LISTENERS.set(listeners).is_ok() {
        wants_changed();
    }
}

/// Tells everybody who wants to know. `conn` is 0 where no connection is
/// concerned. Never call it with a lock held.
pub fn emit(conn: u64, what: What) {
    if wanted().has(what.kind()) {
        tell(&Event::now(conn, what));
    }
}

/// Each event that somebody listens to comes by here, on its own thread: the
/// one place for a debugger's breakpoint.
#[inline(never)]
pub fn tell(event: &Event) {
    for listener in LISTENERS.get().into_iter().flatten() {
        if listener.wants().has(event.what.kind()) {
            listener.hear(event);
        }
    }
}

/// Makes a call that may block and moves no bytes: accept, take, think, lock.
#[inline]
#[track_caller]
pub fn call<T>(
    conn: u64,
    call: Call,
    work: impl FnOnce() -> io::Result<T>,
) -> io::Result<T> {
    if !calls_are_heard() {
        return work();
    }
    let mut done = None;
    told(conn, call, &mut [], Location::caller(), |_| {
        done = Some(work()?);
        Ok(0)
    })?;
    done.ok_or_else(|| io::ErrorKind::Other.into())
}

/// Makes a call that moves bytes: a read into `bytes`, or a write of them.
/// Returns what it moved.
#[inline]
#[track_caller]
pub fn moving<B: AsRef<[u8]>, M: Moved>(
    conn: u64,
    call: Call,
    mut bytes: B,
    work: impl FnOnce(&mut B) -> io::Result<M>,
) -> io::Result<M> {
    if !calls_are_heard() {
        return work(&mut bytes);
    }
    told(conn, call, &mut bytes, Location::caller(), work)
}

/// Where everybody who listens to calls stands beside one.
#[cold]
#[inline(never)]
fn told<B: AsRef<[u8]> + ?Sized, M: Moved>(
    conn: u64,
    call: Call,
    bytes: &mut B,
    at: &'static Location,
    work: impl FnOnce(&mut B) -> io::Result<M>,
) -> io::Result<M> {
    let (spot, stage) = (Spot::from(at), slot::stage(call));
    gate::pass(conn, call, bytes.as_ref().len(), spot);
    let (at, thread) = (clock(), label());
    let since = at;
    let held = false;
    let open = Open { since, thread, conn, call, held, spot, stage };
    let outer = slot::fill(open);
    if wanted().has(Kinds::BEGUN) {
        let what = What::Began(call, spot, stage);
        tell(&Event { at, thread, conn, what });
    }
    let result = work(bytes);
    slot::empty(outer);
    if result.as_ref().is_err_and(|e| e.kind() == ErrorKind::WouldBlock) {
        return result; // it did not block, and nothing has happened
    }
    let shown = Shown::new(at, &result, bytes.as_ref(), (spot, stage));
    tell(&Event { at, thread, conn, what: What::Called(call, shown) });
    result
}
