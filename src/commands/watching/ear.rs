//! What a watched server listens to: the log's lines, and who stands in the
//! kernel's queue since when. That somebody listens to calls lets threads say
//! in which call they are; the calls themselves go by.

use crate::trace::{self, Event, Kinds, Listener, Manner, What};
use crate::watch::Queued;
use std::collections::{HashMap, VecDeque};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Events that are kept for the log.
const KEPT: usize = 256;
/// What the log tells.
const LOG: Kinds = Kinds::TROUBLE.and(Kinds::EVENTS).and(Kinds::SAID);

pub struct Ear {
    manner: Manner,
    /// Since when we listen; 0 while we don't.
    since: AtomicU64,
    heard: Mutex<Heard>,
}

#[derive(Default)]
struct Heard {
    events: VecDeque<Event>,
    /// The number of the event after the last one.
    next: u64,
    /// Since when each stands in the kernel's queue, and whether it did before
    /// the first look.
    queued: HashMap<SocketAddr, (u64, bool)>,
    more: usize,
    has_looked: bool,
}

impl Ear {
    /// Times of the log count from `start`.
    pub fn new(start: u64) -> Self {
        let manner = Manner { start, wants: LOG, brief: false, colour: false };
        let (since, heard) = (AtomicU64::new(0), Mutex::default());
        Self { manner, since, heard }
    }

    fn heard(&self) -> MutexGuard<'_, Heard> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins to listen, or ends.
    pub fn turn(&self, on: bool) {
        if on == (self.since() > 0) {
            return;
        }
        self.heard().forget();
        self.since.store(if on { trace::clock() } else { 0 }, Relaxed);
        trace::wants_changed();
    }

    pub fn since(&self) -> u64 {
        self.since.load(Relaxed)
    }

    /// Whether somebody has looked at the kernel's queue since then.
    pub fn has_looked(&self) -> bool {
        self.heard().has_looked
    }

    /// Who stands in the kernel's queue, first come first; and so many others.
    pub fn queued(&self) -> (Vec<Queued>, u64) {
        let heard = self.heard();
        let mut queued: Vec<_> = heard
            .queued
            .iter()
            .map(|(peer, (since, early))| Queued {
                peer: peer.to_string(),
                since: *since,
                early: *early,
            })
            .collect();
        let more = heard.more as u64;
        drop(heard);
        queued.sort_by(|a, b| (a.since, &a.peer).cmp(&(b.since, &b.peer)));
        (queued, more)
    }

    /// The lines from `next` on, which moves behind them, and how many that
    /// are missing: more came than are kept.
    pub fn log_from(&self, next: &mut u64) -> (Vec<String>, u64) {
        let heard = self.heard();
        let first = heard.next - heard.events.len() as u64;
        // To who has just come nothing is missing.
        let lost = if *next == 0 { 0 } else { first.saturating_sub(*next) };
        let skip = next.saturating_sub(first) as usize;
        let events: Vec<_> = heard.events.iter().skip(skip).cloned().collect();
        *next = heard.next;
        drop(heard);
        let lines = events.iter().filter_map(|e| trace::line(e, self.manner));
        (lines.collect(), lost)
    }
}

impl Listener for Arc<Ear> {
    fn wants(&self) -> Kinds {
        match self.since() {
            0 => Kinds(0),
            _ => LOG.and(Kinds::CALLS).and(Kinds::SAMPLED),
        }
    }

    fn hear(&self, event: &Event) {
        match &event.what {
            What::Called(..) | What::Began(..) | What::Held(..) => (),
            What::Queued { peers, more } => {
                self.heard().look(event.at, peers, *more);
            }
            _ => self.heard().keep(event),
        }
    }
}

impl Heard {
    /// What was heard before this watch: there is a gap after it.
    fn forget(&mut self) {
        *self = Self { next: self.next, ..Self::default() };
    }

    fn keep(&mut self, event: &Event) {
        if self.events.len() == KEPT {
            self.events.pop_front();
        }
        self.events.push_back(event.clone());
        self.next += 1;
    }

    fn look(&mut self, at: u64, peers: &[SocketAddr], more: usize) {
        let early = !self.has_looked;
        let known = std::mem::take(&mut self.queued);
        let since = |peer| known.get(peer).copied().unwrap_or((at, early));
        self.queued = peers.iter().map(|peer| (*peer, since(peer))).collect();
        (self.more, self.has_looked) = (more, true);
    }
}
