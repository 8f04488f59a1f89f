//! Who waits in step mode: a thread until it is let go, the one that watches
//! for news, and a script until everybody has come to rest.

use super::advance::News;
use super::keeper::Keeper;
use super::state::State;
use crate::net::is_asleep;
use crate::trace;
use std::sync::PoisonError;
use std::time::{Duration, Instant};

/// How often we look whether who was let go is blocked.
const LOOK: Duration = Duration::from_millis(5);
/// And where nobody is about to be.
const REST: Duration = Duration::from_millis(250);

impl Keeper {
    /// Waits until somebody was let go and it does not hold any more.
    pub(super) fn wait_while(&self, held: impl FnMut(&mut State) -> bool) {
        drop(self.0.go.wait_while(self.state(), held));
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
