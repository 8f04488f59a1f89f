//! Logical time: an event after the other, whatever the clock said between
//! them, so that the same order makes the same drawing twice.

use crate::trace::Entry;
use std::collections::HashMap;

/// What stands to the right in a drawing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    #[default]
    Time,
    /// Times are numbers of events: the n-th goes on from n - 1 to n.
    Event,
}

#[derive(Default)]
pub struct Logical {
    count: u64,
    /// The last event of each thread, and when connections were let in.
    threads: HashMap<String, u64>,
    accepted: HashMap<u64, u64>,
}

/// So many threads and connections are known at one time.
const KNOWN: usize = 65_536;

impl Logical {
    /// Gives an entry, in the order of the ends, its logical time.
    pub fn turn(&mut self, e: &mut Entry) {
        if !is_event(e) {
            e.took = match e.open {
                true => self.count - self.begin(e),
                false => 0,
            };
            e.ns = self.count - e.took;
            return;
        }
        let begin = self.begin(e);
        self.count += 1;
        match e.what.as_ref() {
            "accepted" | "registered" => {
                if self.accepted.len() < KNOWN {
                    self.accepted.insert(e.conn, self.count);
                }
            }
            "closed" => {
                self.accepted.remove(&e.conn);
            }
            _ => (),
        }
        if let Some(last) = self.threads.get_mut(e.thread.as_ref()) {
            *last = self.count;
        } else if self.threads.len() < KNOWN {
            self.threads.insert(e.thread.to_string(), self.count);
        }
        e.took = if is_call(&e.what) { self.count - begin } else { 0 };
        e.ns = self.count - e.took;
    }

    /// A thread began with its call when it was done with what came before;
    /// a new one, when its client had come. Not by the clock: that would let
    /// chance in.
    fn begin(&self, e: &Entry) -> u64 {
        let before = self.threads.get(e.thread.as_ref());
        let came = self.accepted.get(&e.conn);
        before.or(came).copied().unwrap_or_default()
    }
}

fn is_call(what: &str) -> bool {
    matches!(
        what,
        "accept"
            | "take"
            | "read"
            | "write"
            | "receive"
            | "send"
            | "think"
            | "lock"
            | "held"
    )
}

/// Whether it takes a column.
pub fn is_event(e: &Entry) -> bool {
    let told = ["accepted", "registered", "waits", "served", "closed"];
    let told = told.contains(&e.what.as_ref());
    let rest = matches!(e.what.as_ref(), "turned away" | "queued");
    !e.open && (is_call(&e.what) || told || rest)
}
