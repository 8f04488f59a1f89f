//! The state of step mode, shared by the threads that come to gates, those who
//! type, and the one that plays a schedule.

use super::advance::Play;
use super::goal::Goal;
use super::order::Who;
use super::schedule::Step;
use super::state::{Gates, State};
use super::view::View;
use crate::trace::{self, Label};
use std::mem::take;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// A handle.
#[derive(Clone)]
pub struct Keeper(pub(super) Arc<Shared>);

pub(super) struct Shared {
    state: Mutex<State>,
    /// The same as `State::is_open`, to be asked for at each event.
    is_open: AtomicBool,
    /// Somebody was let go.
    pub(super) go: Condvar,
    /// Something is new for who watches.
    pub(super) news: Condvar,
}

impl Keeper {
    /// `patience` as in `State::new`.
    pub fn new(
        gates: Gates,
        schedule: Option<Vec<(usize, Step)>>,
        patience: u64,
    ) -> Self {
        let play = schedule.map(Play::new);
        let state =
            Mutex::new(State::new(gates, play, patience, trace::clock()));
        let (go, news, is_open) = Default::default();
        Self(Arc::new(Shared { state, is_open, go, news }))
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state, and tells who watches.
    pub(super) fn change<T>(
        &self,
        change: impl FnOnce(&mut State, u64) -> T,
    ) -> T {
        let mut state = self.state();
        let changed = change(&mut state, trace::clock());
        state.has_news = true;
        drop(state);
        self.0.news.notify_all();
        changed
    }

    /// The same where somebody may have been let go.
    fn release<T>(&self, change: impl FnOnce(&mut State, u64) -> T) -> T {
        let changed = self.change(change);
        self.0.go.notify_all();
        changed
    }

    pub(super) fn is_open(&self) -> bool {
        self.0.is_open.load(Relaxed)
    }

    /// Who watches shall look up.
    pub fn nudge(&self) {
        self.change(|_, _| ());
    }

    pub fn view(&self) -> View {
        self.state().view(trace::clock())
    }

    /// Lets one go; or says why not.
    pub fn go(&self, who: Who) -> Result<(), String> {
        self.release(|state, now| {
            state.goal = None;
            let label = state.choose(who)?;
            state.let_go(label, now);
            Ok(())
        })
    }

    /// Lets each go that is held now.
    pub fn all(&self) {
        self.release(|state, now| {
            state.goal = None;
            let held = state.held();
            let held: Vec<Label> = held.iter().map(|one| one.label).collect();
            held.iter().for_each(|label| state.let_go(*label, now));
        });
    }

    pub fn until(&self, goal: Goal) {
        self.change(|state, now| state.until(goal, now));
    }

    /// Ends an `until`; false: none went on.
    pub fn end_until(&self) -> bool {
        self.change(|state, _| state.goal.take().is_some())
    }

    /// Opens every gate for good. False: they were open.
    pub fn open(&self) -> bool {
        let opened = self.release(|state, now| {
            let was_open = state.is_open;
            state.open(now);
            !was_open
        });
        self.0.is_open.store(true, Relaxed);
        trace::wants_changed();
        opened
    }

    /// Holds this connection's threads no more.
    pub fn free(&self, conn: u64) {
        self.release(|state, now| state.free(conn, now));
    }

    /// Whether a schedule is being played, or an `until` goes on.
    pub fn is_busy(&self) -> bool {
        let state = self.state();
        state.play.is_some() || state.goal.is_some()
    }

    /// Whether a schedule is played whose next step can be made now.
    pub fn plays_on(&self) -> bool {
        self.state().plays_on()
    }

    pub fn is_playing(&self) -> bool {
        self.state().play.is_some()
    }

    /// The steps that were made since the last time.
    pub fn take_steps(&self) -> Vec<Step> {
        take(&mut self.state().taken)
    }
}
