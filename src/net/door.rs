//! The door: who is inside, how many may be, and how everybody leaves.

use super::guest::Guest;
use super::usher::Usher;
use crate::trace::{self, What};
use std::collections::HashMap;
use std::io;
use std::sync::atomic::{
    AtomicBool, AtomicU64,
    Ordering::{AcqRel, Acquire, Relaxed, Release},
};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// What happens to a client that comes when there is no place for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenFull {
    Wait,
    TurnAway,
}

pub struct Door {
    pub limit: usize,
    when_full: WhenFull,
    room: Mutex<Room>,
    /// Somebody has left, or we close.
    changed: Condvar,
    /// Somebody must leave, or we close: whoever rests looks up.
    stirred: Condvar,
    closing: AtomicBool,
    cut: AtomicBool,
    pub usher: Usher,
    pub counts: Counts,
}

/// Totals since the start, of who has left: clients, clients, bytes, bytes.
#[derive(Default)]
pub struct Counts {
    pub accepted: AtomicU64,
    pub turned_away: AtomicU64,
    pub read: AtomicU64,
    pub written: AtomicU64,
}

#[derive(Default)]
struct Room {
    places: usize,
    watchers: usize,
    accept_fails: bool,
    inside: HashMap<u64, Arc<Guest>>,
}

/// The right to be inside. With `WhenFull::Wait` it is taken before accept:
/// acceptors side by side would overshoot the limit otherwise.
pub struct Place(Arc<Door>);

impl Door {
    pub fn new(limit: usize, when_full: WhenFull) -> io::Result<Arc<Self>> {
        Ok(Arc::new(Self {
            limit,
            when_full,
            room: Mutex::default(),
            changed: Condvar::new(),
            stirred: Condvar::new(),
            closing: AtomicBool::new(false),
            cut: AtomicBool::new(false),
            usher: Usher::start()?,
            counts: Counts::default(),
        }))
    }

    fn room(&self) -> MutexGuard<'_, Room> {
        self.room.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits on `changed` for `most` at the longest.
    fn watch<'a>(
        &'a self,
        mut room: MutexGuard<'a, Room>,
        most: Duration,
    ) -> MutexGuard<'a, Room> {
        room.watchers += 1;
        let waited = self.changed.wait_timeout(room, most);
        room = waited.unwrap_or_else(PoisonError::into_inner).0;
        room.watchers -= 1;
        room
    }

    /// Before an accept: waits for a free place, or leaves that for later.
    /// While we close there is one for everybody who was already queued.
    pub fn place(self: &Arc<Self>) -> Option<Place> {
        if self.when_full == WhenFull::TurnAway {
            return None;
        }
        let mut room = self.room();
        while room.places >= self.limit && !self.is_closing() {
            room = self.watch(room, Duration::MAX);
        }
        room.places += 1;
        Some(Place(self.clone()))
    }

    /// After an accept: a place if there is one.
    pub fn place_now(self: &Arc<Self>) -> Option<Place> {
        let mut room = self.room();
        (room.places < self.limit || self.is_closing()).then(|| {
            room.places += 1;
            Place(self.clone())
        })
    }

    /// Signs a connection in, and returns how many are inside with it. One
    /// that comes while we close is given its end-of-file.
    pub fn enter(&self, guest: &Arc<Guest>) -> usize {
        self.counts.accepted.fetch_add(1, Relaxed);
        let mut room = self.room();
        room.inside.insert(guest.id, guest.clone());
        let inside = room.inside.len();
        drop(room);
        if self.is_closing() {
            guest.close_gently();
        }
        inside
    }

    /// Counts what a connection did, which then has left.
    pub fn leave(&self, guest: &Guest) {
        self.counts.read.fetch_add(guest.read.load(Relaxed), Relaxed);
        self.counts.written.fetch_add(guest.written.load(Relaxed), Relaxed);
        self.room().inside.remove(&guest.id);
    }

    pub fn guests(&self) -> Vec<Arc<Guest>> {
        let mut guests: Vec<_> = self.room().inside.values().cloned().collect();
        guests.sort_by_key(|guest| guest.id);
        guests
    }

    pub fn guest(&self, id: u64) -> Option<Arc<Guest>> {
        self.room().inside.get(&id).cloned()
    }

    pub fn inside(&self) -> usize {
        self.room().inside.len()
    }

    pub fn is_closing(&self) -> bool {
        self.closing.load(Acquire)
    }

    /// Rests for `most`, but not longer than the client may stay.
    pub fn rest(&self, guest: &Guest, most: Duration) {
        let stay = |_: &mut Room| guest.dismissed().is_none();
        let rested = self.stirred.wait_timeout_while(self.room(), most, stay);
        drop(rested.unwrap_or_else(PoisonError::into_inner));
    }

    /// Whoever rests looks whether it must leave.
    pub fn stir(&self) {
        drop(self.room());
        self.stirred.notify_all();
    }

    /// An accept has failed. One acceptor tries again, when somebody leaves
    /// and every 100 ms; the others wait for its luck. `ours` says who it is.
    pub fn accept_fails(&self, ours: &mut bool) {
        let mut room = self.room();
        if *ours || !room.accept_fails || self.is_closing() {
            *ours = true;
            room.accept_fails = true;
            drop(self.watch(room, Duration::from_millis(100)));
            return;
        }
        while room.accept_fails && !self.is_closing() {
            room = self.watch(room, Duration::MAX);
        }
    }

    pub fn accept_works(&self) {
        self.room().accept_fails = false;
        self.changed.notify_all();
    }

    /// No more clients; everyone inside reads an end-of-file.
    pub fn close(&self) {
        self.closing.store(true, Release);
        for guest in self.guests() {
            guest.close_gently();
        }
        self.stir();
        self.changed.notify_all();
    }

    /// The grace is over for who is still inside. Processes that serve them
    /// are ended, and reaped.
    pub fn cut_off(&self) {
        if self.cut.swap(true, AcqRel) {
            return;
        }
        for guest in self.guests() {
            guest.cut_off();
        }
        self.wait_empty(Instant::now() + Duration::from_millis(50));
    }

    /// Waits until nobody is inside, or until `end`; says how many are.
    pub fn wait_empty(&self, end: Instant) -> usize {
        let mut room = self.room();
        loop {
            let left = end.saturating_duration_since(Instant::now());
            if room.inside.is_empty() || left.is_zero() {
                return room.inside.len();
            }
            room = self.watch(room, left);
        }
    }

    /// Says who has not been let in, and counts it.
    pub fn turned_away(&self, id: u64, what: What) {
        self.counts.turned_away.fetch_add(1, Relaxed);
        trace::emit(id, what);
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut room = self.0.room();
        room.places -= 1;
        let watched = room.watchers > 0;
        drop(room);
        if watched {
            self.0.changed.notify_all();
        }
    }
}

impl Place {
    pub fn door(&self) -> &Arc<Door> {
        &self.0
    }
}
