//! What waits to be sent, between the thread that receives and the one that
//! sends. When it is full the receiver waits, and so the kernel drops.

use crate::trace::{self, Call};
use crossbeam_channel::{Receiver, Sender, bounded};
use std::io;

/// Each may be for all members: so few, for a stop sends what is in it.
const MOST: usize = 64;

/// A handle on both ends; None is the end of it.
pub struct Mailbag<T> {
    to: Sender<Option<T>>,
    from: Receiver<Option<T>>,
}

impl<T> Default for Mailbag<T> {
    fn default() -> Self {
        let (to, from) = bounded(MOST);
        Self { to, from }
    }
}

impl<T> Clone for Mailbag<T> {
    fn clone(&self) -> Self {
        Self { to: self.to.clone(), from: self.from.clone() }
    }
}

impl<T> Mailbag<T> {
    /// Blocks while it is full.
    pub fn put(&self, letters: impl IntoIterator<Item = T>) {
        for letter in letters {
            // It fails only when nobody has the other end, and we do.
            let _ = self.to.send(Some(letter));
        }
    }

    /// What does not fit is lost, as on any network.
    pub fn put_now(&self, letters: impl IntoIterator<Item = T>) {
        for letter in letters {
            let _ = self.to.try_send(Some(letter));
        }
    }

    /// Whoever takes is done after what is in the bag.
    pub fn close(&self) {
        let _ = self.to.send(None); // as in `put`
    }
}

impl<T> Iterator for Mailbag<T> {
    type Item = T;

    #[track_caller]
    fn next(&mut self) -> Option<T> {
        let take = || self.from.recv().map_err(io::Error::other);
        trace::call(0, Call::Take, take).ok().flatten()
    }
}
