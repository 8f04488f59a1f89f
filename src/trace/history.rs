//! The last things that people said: the operator, and who chats.

use super::{Event, Kinds, Listener};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

const KEPT: usize = 200;

/// A handle on the last 200 lines, oldest first.
#[derive(Clone, Default)]
pub struct History(Arc<Mutex<VecDeque<Event>>>);

impl History {
    pub fn events(&self) -> Vec<Event> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().cloned().collect()
    }
}

impl Listener for History {
    fn wants(&self) -> Kinds {
        Kinds::SAID
    }

    fn hear(&self, event: &Event) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() == KEPT {
            kept.pop_front();
        }
        kept.push_back(event.clone());
    }
}
