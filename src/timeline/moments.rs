//! Moments in the kernel's queue. Between a client's connect and its accept the
//! sampler sees it or not, by chance: if nothing else happens between, it has
//! not waited.

use super::lines;
use super::people::KNOWN;
use super::places::short;
use crate::trace::Entry;
use std::collections::HashMap;

/// The samples that show one, by the number of their entry.
#[derive(Default)]
pub struct Moments {
    found: HashMap<u64, Moment>,
    entries: u64,
    /// Nothing has happened since this one came.
    last: Option<(u64, Moment)>,
}

struct Moment {
    /// When the sample was taken.
    end: u64,
    peer: String,
}

impl Moments {
    /// For each entry in their order: whether it is an event, and who is new
    /// in the queue.
    pub fn look(&mut self, e: &Entry, event: bool, new: &[&String]) {
        self.entries += 1;
        let is_last = |peer: &str| {
            self.last.as_ref().is_some_and(|(_, last)| last.peer == short(peer))
        };
        match e.what.as_ref() {
            "queued" => {
                let peers = e.peers.as_deref().unwrap_or_default();
                let stays = peers.iter().any(|peer| is_last(peer));
                if let [one] = new {
                    let end = lines::end(&e.what, e.ns, e.took);
                    let came = Moment { end, peer: short(one).into() };
                    self.last = Some((self.entries, came));
                } else if stays || !new.is_empty() {
                    self.last = None;
                }
            }
            // It has no name yet: the next entry tells whom it has let in.
            "accept" if e.error.is_empty() => (),
            "accepted" | "turned away"
                if is_last(&e.peer) && self.found.len() < KNOWN =>
            {
                self.found.extend(self.last.take());
            }
            "lost" => self.last = None,
            _ if event => self.last = None,
            _ => (),
        }
    }

    /// When they were, in no order.
    pub fn ends(&self) -> impl Iterator<Item = u64> {
        self.found.values().map(|moment| moment.end)
    }

    /// Takes out of the n-th entry who only passes through, counted from 1.
    pub fn leave_out(&self, nth: u64, e: &mut Entry) {
        if let Some(moment) = self.found.get(&nth)
            && let Some(peers) = &mut e.peers
        {
            peers.retain(|peer| short(peer) != moment.peer);
        }
    }
}
