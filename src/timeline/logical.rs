//! Logical time: an event after the other, whatever the clock said between
//! them, so that the same order makes the same drawing twice.

use super::lately::Lately;
use super::people::APART;
use super::places::short;
use crate::trace::{Call, Entry};
use std::collections::{HashMap, HashSet};

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
    queued: HashSet<String>,
    let_in: Lately<()>,
}

/// So many threads and connections are known at one time.
const KNOWN: usize = 65_536;

impl Logical {
    /// Gives an entry, in the order of the ends, its logical time.
    pub fn turn(&mut self, e: &mut Entry) {
        if !self.counts(e) {
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
            "accepted" | "registered" if self.accepted.len() < KNOWN => {
                self.accepted.insert(e.conn, self.count);
            }
            "closed" => {
                self.accepted.remove(&e.conn);
            }
            _ => (),
        }
        if let Some(last) = self.threads.get_mut(short(&e.thread)) {
            *last = self.count;
        } else if self.threads.len() < KNOWN {
            self.threads.insert(short(&e.thread).into(), self.count);
        }
        e.took = if is_call(&e.what) { self.count - begin } else { 0 };
        e.ns = self.count - e.took;
    }

    /// Whether it takes a column. Ask once for each entry, in their order.
    pub fn counts(&mut self, e: &Entry) -> bool {
        if e.what == "queued" {
            // Who has left it was accepted: that is an event of its own.
            let came = !self.new_in(e).is_empty();
            let peers = e.peers.as_deref().unwrap_or_default();
            self.queued = peers.iter().cloned().collect();
            return came;
        }
        if matches!(e.what.as_ref(), "accepted" | "turned away") {
            self.let_in.put(short(&e.peer), e.ns, ());
        }
        let told = [
            "accepted",
            "registered",
            "waits",
            "served",
            "closed",
            "turned away",
        ];
        !e.open && (is_call(&e.what) || told.contains(&e.what.as_ref()))
    }

    /// Who stands in a sample for the first time, and was not let in while it
    /// was taken. Ask before `counts`.
    pub fn new_in<'e>(&mut self, e: &'e Entry) -> Vec<&'e String> {
        let ago = e.ns.checked_sub(APART);
        while self.let_in.until(ago).is_some() {}
        let peers = e.peers.as_deref().unwrap_or_default().iter();
        let new = |peer: &&String| {
            !self.queued.contains(*peer) && !self.let_in.knows(short(peer))
        };
        peers.filter(new).collect()
    }

    /// A thread began with its call when it was done with what came before;
    /// a new one, when its client had come. Not by the clock: that would let
    /// chance in.
    fn begin(&self, e: &Entry) -> u64 {
        let before = self.threads.get(short(&e.thread));
        let came = self.accepted.get(&e.conn);
        before.or(came).copied().unwrap_or_default()
    }
}

/// `end` is the last line of a recording, and no call.
fn is_call(what: &str) -> bool {
    let call = Call::named(what).filter(|call| *call != Call::End);
    call.is_some() || what == "held"
}
