//! Lets go of who is silent, or does not take an answer, for too long. It
//! looks at counters now and then, so that no clock runs for each message.

use super::door::Door;
use super::guest::Guest;
use crate::trace::{self, Why};
use std::collections::HashMap;
use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;
use std::time::Duration;

/// A tenth of the patience: a change is seen so late, and its end again.
const LOOKS: u32 = 10;

/// What a guest's counter was, and since when on the clock that stands while
/// anybody is held.
type Seen = (u64, u64);

/// Starts the thread that lets go of who has not moved for `patience`.
pub fn start(door: Arc<Door>, patience: Duration) -> io::Result<()> {
    let sweeper = thread::Builder::new().name("sweeper".into());
    sweeper.spawn(move || {
        let mut seen = HashMap::new();
        while !door.is_closing() {
            thread::sleep(patience / LOOKS);
            look(&door, patience, &mut seen);
        }
    })?;
    Ok(())
}

fn look(door: &Door, patience: Duration, seen: &mut HashMap<u64, Seen>) {
    let (guests, clock) = (door.guests(), trace::running());
    let mut still = HashMap::with_capacity(guests.len());
    for guest in guests {
        let Some(now) = blocked(&guest) else { continue };
        let since = match seen.get(&guest.id) {
            Some(&(before, since)) if before == now => since,
            _ => clock,
        };
        if u128::from(clock - since) >= patience.as_nanos() {
            guest.dismiss(Why::Idle);
            door.stir();
        }
        still.insert(guest.id, (now, since));
    }
    *seen = still;
}

/// What must move soon: the answer that is on its way, or what we hear from
/// who we wait for. None while it waits in our queue, while we think, and
/// where another process serves it.
fn blocked(guest: &Guest) -> Option<u64> {
    let (turn, heard) = (guest.turn.load(Relaxed), guest.heard.load(Relaxed));
    if guest.is_elsewhere() || guest.waits.load(Relaxed) {
        None
    } else if guest.is_answering() {
        Some(turn & !(1 << 63)) // the operator's bit is no movement
    } else {
        // Told apart from `turn` by its highest bit.
        (heard & 1 == 1).then_some(heard | 1 << 63)
    }
}
