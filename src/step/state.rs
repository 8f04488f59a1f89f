//! Every serving thread that has come to a gate: held there, or let go. Times
//! are nanoseconds, as in `Event::at`; who asks says what time it is.

use super::advance::Play;
use super::goal::Goal;
use super::schedule::Step;
use super::thread::{At, SILENCE, Thread};
use crate::trace::{Call, Event, Label, Stand, What};
use std::collections::{BTreeMap, BTreeSet};

/// Where there are gates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gates {
    /// Before the calls that block, and at the end of a connection.
    Calls,
    /// Before a service thinks or takes its lock, as well.
    Locks,
}

pub struct State {
    gates: Gates,
    pub(super) patience: u64,
    pub(super) threads: Vec<Thread>,
    pub(super) is_open: bool,
    /// Connections whose threads are held no more.
    pub(super) free: BTreeSet<u64>,
    /// Connections that no thread has come with yet, and since when.
    pub(super) coming: BTreeMap<u64, u64>,
    tickets: u64,
    /// When a thread last came, went on or ended.
    pub(super) moved: u64,
    /// Who was let go, as nobody has taken note of yet.
    pub(super) taken: Vec<Step>,
    /// How many were let go.
    pub(super) steps: u64,
    pub(super) play: Option<Play>,
    pub(super) goal: Option<(Goal, u32)>,
    pub(super) goal_met: bool,
    /// Who watches has not yet seen the last change.
    pub(super) has_news: bool,
}

impl State {
    /// `patience` is how long the network may take.
    pub fn new(
        gates: Gates,
        play: Option<Play>,
        patience: u64,
        now: u64,
    ) -> Self {
        Self {
            gates,
            patience,
            threads: Vec::new(),
            is_open: false,
            free: BTreeSet::new(),
            coming: BTreeMap::new(),
            tickets: 0,
            moved: now,
            taken: Vec::new(),
            steps: 0,
            play,
            goal: None,
            goal_met: false,
            has_news: false,
        }
    }

    /// A thread has come to a gate; true: it is held there. `may_hold` is
    /// false where it has a lock.
    pub fn comes(
        &mut self,
        stand: &Stand,
        id: Option<u32>,
        may_hold: bool,
        now: u64,
    ) -> bool {
        if self.is_open {
            return false;
        }
        let inner = matches!(stand.before, Call::Think | Call::Lock);
        let has_gate = !inner || self.gates == Gates::Locks;
        let is_free = self.free.contains(&stand.conn);
        let holds = may_hold && has_gate && !is_free;
        let call = stand.before;
        let at = if holds {
            self.tickets += 1;
            let (ticket, bytes) = (self.tickets, stand.bytes);
            At::Held { ticket, before: call, bytes }
        } else {
            At::Loose { call, ended: false, since: now }
        };
        self.coming.remove(&stand.conn);
        self.moved = now;
        let (label, conn) = (stand.thread, stand.conn);
        let spot = stand.spot;
        let thread = Thread { label, conn, at, spot, id };
        match self.find(label) {
            Some(known) => *known = thread,
            None => self.threads.push(thread),
        }
        holds
    }

    pub fn is_held(&mut self, label: Label) -> bool {
        let thread = self.find(label);
        thread.is_some_and(|one| matches!(one.at, At::Held { .. }))
    }

    pub fn hears(&mut self, event: &Event, now: u64) {
        match &event.what {
            What::Accepted { .. } => _ = self.coming.insert(event.conn, now),
            What::Waits { .. } | What::TurnedAway { .. } => {
                self.coming.remove(&event.conn);
            }
            What::Closed { .. } => {
                self.coming.remove(&event.conn);
                self.free.remove(&event.conn);
            }
            _ => (),
        }
        if let Some((goal, _)) = &self.goal {
            self.goal_met |= goal.is_met_by_event(event);
        }
        let closed = matches!(event.what, What::Closed { .. });
        let called = matches!(event.what, What::Called(..));
        let Some(thread) = self.find(event.thread) else { return };
        if let At::Loose { ended, since, .. } = &mut thread.at {
            *ended |= called;
            *since = now;
            if closed && thread.conn == event.conn {
                thread.conn = 0;
            }
            self.moved = now;
        }
    }

    /// A thread has ended.
    pub fn gone(&mut self, label: Label, now: u64) {
        self.threads.retain(|thread| thread.label != label);
        self.moved = now;
    }

    pub(super) fn find(&mut self, label: Label) -> Option<&mut Thread> {
        self.threads.iter_mut().find(|thread| thread.label == label)
    }

    /// Whether everybody who was let go has come to a gate again, or is
    /// blocked; `asleep` asks the system.
    pub fn is_quiet(&self, now: u64, asleep: impl Fn(u32) -> bool) -> bool {
        let waits = |since: &u64| now.saturating_sub(*since) < SILENCE;
        !self.coming.values().any(waits)
            && !waits(&self.moved)
            && self.threads.iter().all(|one| one.is_settled(now, &asleep))
    }
}
