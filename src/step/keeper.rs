//! The state of step mode, shared by the threads that come to gates, those who
//! type, and the one that plays a schedule.

use super::advance::{News, Play};
use super::goal::Goal;
use super::order::Who;
use super::schedule::Step;
use super::state::{Gates, State};
use super::view::View;
use crate::net::{is_asleep, thread_id};
use crate::trace::{self, Event, Kinds, Label, Listener, Stand};
use std::mem::take;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How often we look whether who was let go is blocked.
const LOOK: Duration = Duration::from_millis(5);
/// And where nobody is about to be.
const REST: Duration = Duration::from_millis(250);

/// A handle.
#[derive(Clone)]
pub struct Keeper(Arc<Shared>);

struct Shared {
    state: Mutex<State>,
    /// The same as `State::is_open`, to be asked for at each event.
    is_open: AtomicBool,
    /// Somebody was let go.
    go: Condvar,
    /// Something is new for who watches.
    news: Condvar,
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

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state, and tells who watches.
    fn change<T>(&self, change: impl FnOnce(&mut State, u64) -> T) -> T {
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

    pub fn is_playing(&self) -> bool {
        self.state().play.is_some()
    }

    /// The steps that were made since the last time.
    pub fn take_steps(&self) -> Vec<Step> {
        take(&mut self.state().taken)
    }

    /// Waits a moment for something to change, and goes on with what goes on
    /// by itself.
    pub fn watch(&self) -> Option<News> {
        let state = self.state();
        let now = trace::clock();
        let rests = state.is_open || state.is_quiet(now, is_asleep);
        let most = if rests { REST } else { LOOK };
        let waited =
            self.0.news.wait_timeout_while(state, most, |s| !s.has_news);
        let mut state = waited.unwrap_or_else(PoisonError::into_inner).0;
        state.has_news = false;
        let before = state.steps;
        let news = state.advance(trace::clock(), is_asleep);
        if state.steps > before {
            self.0.go.notify_all();
        }
        news
    }

    /// Waits a moment for something to change.
    pub fn look_up(&self) {
        drop(self.0.news.wait_timeout(self.state(), LOOK));
    }

    /// Waits until whoever was let go has come to a gate again or is blocked.
    /// False: it took longer than `most`.
    pub fn settle(&self, most: Duration) -> bool {
        let end = Instant::now() + most;
        loop {
            let state = self.state();
            let busy = state.play.is_some() || state.goal.is_some();
            let quiet = state.is_quiet(trace::clock(), is_asleep);
            if state.is_open || !busy && quiet {
                return true;
            }
            if Instant::now() >= end {
                return false;
            }
            drop(self.0.news.wait_timeout(state, LOOK));
        }
    }
}

impl trace::Keeper for Keeper {
    fn comes(&self, stand: &Stand) -> bool {
        let id = thread_id();
        self.change(|state, now| state.comes(stand, id, true, now))
    }

    fn passes(&self, stand: &Stand) {
        let id = thread_id();
        self.change(|state, now| state.comes(stand, id, false, now));
    }

    fn wait(&self, stand: &Stand) {
        let held = |state: &mut State| state.is_held(stand.thread);
        drop(self.0.go.wait_while(self.state(), held));
    }

    fn gone(&self, thread: Label) {
        self.change(|state, now| state.gone(thread, now));
    }
}

impl Listener for Keeper {
    fn wants(&self) -> Kinds {
        match self.0.is_open.load(Relaxed) {
            true => Kinds(0),
            false => Kinds::CALLS.and(Kinds::EVENTS),
        }
    }

    fn hear(&self, event: &Event) {
        self.change(|state, now| state.hears(event, now));
    }
}
