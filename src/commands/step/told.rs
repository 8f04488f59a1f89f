//! What was told since the start, on its way to the screen or a transcript.

use std::collections::VecDeque;
use std::mem::take;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Lines that may be shown again.
const KEPT: usize = 200;

/// Lines of the log, and answers, on their way to the screen.
#[derive(Clone, Default)]
pub struct Told(Arc<Mutex<Lines>>);

#[derive(Default)]
pub(super) struct Lines {
    pub kept: VecDeque<String>,
    /// How many of them answer the last order.
    pub answer: usize,
    /// The editor has left its line: the screen is not as it was painted.
    pub spoilt: bool,
    pub ended: bool,
    /// The last paint was made.
    pub closed: bool,
    /// The screen has been painted, and no shell has written on it since.
    pub begun: bool,
}

impl Told {
    pub(super) fn lines(&self) -> MutexGuard<'_, Lines> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// False: it is shown no more.
    pub fn add(&self, text: &str) -> bool {
        let mut lines = self.lines();
        for line in text.lines() {
            if lines.kept.len() == KEPT {
                lines.kept.pop_front();
            }
            lines.kept.push_back(line.into());
        }
        !lines.closed
    }

    /// All of it, where there is no screen.
    pub fn take(&self) -> String {
        let kept = take(&mut self.lines().kept);
        kept.into_iter().map(|line| line + "\n").collect()
    }

    /// The answer to an order that was typed; it may be empty. The next paint
    /// is needed, whatever it shows.
    pub fn answer(&self, text: &str) {
        self.add(text);
        let mut lines = self.lines();
        (lines.answer, lines.spoilt) = (text.lines().count(), true);
    }

    /// The next paint is the last one.
    pub fn end(&self) {
        let mut lines = self.lines();
        (lines.spoilt, lines.ended) = (true, true);
    }
}
