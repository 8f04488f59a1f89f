//! The side of the threads that serve: they come to gates, and wait there.

use super::keeper::Keeper;
use super::state::State;
use crate::net::thread_id;
use crate::trace::{self, Event, Kinds, Label, Listener, Stand};

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
        self.wait_while(held);
    }

    fn gone(&self, thread: Label) {
        self.change(|state, now| state.gone(thread, now));
    }
}

impl Listener for Keeper {
    fn wants(&self) -> Kinds {
        match self.is_open() {
            true => Kinds(0),
            false => Kinds::CALLS.and(Kinds::EVENTS),
        }
    }

    fn hear(&self, event: &Event) {
        self.change(|state, now| state.hears(event, now));
    }
}
