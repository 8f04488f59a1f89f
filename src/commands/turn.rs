//! Whose turn it is on the terminal: the editor's, or ours for good. The
//! editor asks for its prompt each time before it paints: there it is held.

use rustyline::Prompt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

#[derive(Clone, Default)]
pub struct Turn(Arc<(Mutex<State>, Condvar)>);

#[derive(Default)]
struct State {
    /// The editor has the terminal, or is about to take it.
    editing: bool,
    /// The editor shall paint no more.
    over: bool,
    /// It does not.
    held: bool,
}

impl Turn {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The editor's turn begins; where all is over, it never does.
    pub fn begin(&self) {
        self.hold().editing = true;
    }

    pub fn end(&self) {
        self.state().editing = false;
        self.0.1.notify_all();
    }

    pub fn is_editing(&self) -> bool {
        self.state().editing
    }

    /// The editor paints no more; says whether it still has the terminal.
    pub fn stop(&self) -> bool {
        let mut state = self.state();
        state.over = true;
        self.0.1.notify_all();
        state.editing
    }

    /// Waits until it was stopped, and neither paints nor will.
    pub fn wait_end(&self, most: Duration) {
        let wait = self.0.1.wait_timeout_while(self.state(), most, |state| {
            !state.over || state.editing && !state.held
        });
        // A time-out is no worse than a prompt too many.
        drop(wait);
    }

    /// Stays here when all is over.
    fn hold(&self) -> MutexGuard<'_, State> {
        loop {
            let mut state = self.state();
            if !state.over {
                return state;
            }
            state.held = true;
            self.0.1.notify_all();
            drop(state);
            thread::park();
        }
    }
}

/// The prompt, and the place where the editor is held.
pub struct TurnPrompt<'a>(pub &'a Turn);

impl Prompt for TurnPrompt<'_> {
    fn raw(&self) -> &str {
        drop(self.0.hold());
        "> "
    }
}
