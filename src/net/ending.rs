//! How a connection ends: why, told once, and without a reset that would
//! destroy the last answer.

use super::conn::{Conn, House};
use super::refusal::Refusal;
use super::usher;
use crate::trace::{self, What, Why};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

impl Conn {
    /// Says why the connection ends. The door's reason wins over it.
    pub fn ended(&mut self, why: Why) {
        self.why = Some(why);
    }

    /// Another process has served it, to its end; bytes read and written, if
    /// it could tell.
    pub fn served_elsewhere(&mut self, moved: Option<(u64, u64)>, why: Why) {
        if let Some((read, written)) = moved {
            self.guest.read.store(read, Relaxed);
            self.guest.written.store(written, Relaxed);
        }
        self.counts = moved.is_some();
        self.at_end = why == Why::Client;
        self.why = Some(why);
    }

    /// Tells the client in a line why it can't be served, and lets it go.
    pub fn turn_away(mut self, why: &Refusal) {
        usher::say_sorry(&self.guest, why);
        if let Some(door) = self.door() {
            door.counts.turned_away.fetch_add(1, Relaxed);
        }
        static TOLD: AtomicU64 = AtomicU64::new(0);
        if let Some(trouble) = why.trouble()
            && trace::once_per(3_000_000_000, &TOLD)
        {
            trace::emit(0, What::Trouble(trouble));
        }
        self.why = Some(Why::TurnedAway(why.word()));
    }
}

impl Drop for Conn {
    fn drop(&mut self) {
        let guest = &self.guest;
        let by_door = guest.dismissed().cloned();
        let went = matches!(self.why, Some(Why::Reset | Why::Error(_)));
        let why = by_door.clone().or(self.why.take());
        let why = why.unwrap_or_else(|| Why::Error("never served".into()));
        let (read, written) = (&guest.read, &guest.written);
        let (read, written) = (read.load(Relaxed), written.load(Relaxed));
        let moved = self.counts.then_some((read, written));
        trace::emit(guest.id, What::Closed { moved, why });
        if let Some(door) = self.door() {
            door.leave(guest);
        }
        match (by_door, &self.house) {
            (Some(Why::Closing), _) => usher::leave_now(guest),
            (Some(_), _) => (),
            (None, _) if went || self.at_end => (),
            #[cfg(unix)]
            (None, House::Alone(alone)) => {
                if !alone.has_parent() {
                    usher::see_out_here(guest);
                } // else the parent does: it holds the place meanwhile
            }
            (None, House::Shared(place)) => {
                place.door().usher.see_out(guest.clone());
            }
        }
    }
}
