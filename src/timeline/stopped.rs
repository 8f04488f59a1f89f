//! What idle threads do because the server stops. A last wait for who comes next
//! ends by then or does not, by chance: it is drawn as if it went on.

use super::lines;
use super::people::KNOWN;
use super::places::short;
use crate::trace::Entry;
use std::collections::HashMap;

/// What becomes of an entry.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It goes on to the edge.
    Open,
    /// The thread waits already.
    Gone,
}

#[derive(Default)]
pub struct Stopped {
    entries: u64,
    stops: bool,
    /// The waits of each thread that has done nothing else since the stop.
    waits: HashMap<String, Vec<Wait>>,
}

struct Wait {
    nth: u64,
    end: u64,
    event: bool,
}

/// How often a thread may wait for nothing.
const WAITS: usize = 16;

impl Stopped {
    /// For each entry in their order: whether it is an event.
    pub fn look(&mut self, e: &Entry, event: bool) {
        self.entries += 1;
        let note = e.what == "note" && e.thread == "stopper";
        self.stops |= note && e.text.starts_with("closing");
        if !self.stops || e.thread.is_empty() {
            return;
        }
        let thread = short(&e.thread);
        if !is_wait(e) {
            self.waits.remove(thread);
        } else if self.waits.len() < KNOWN {
            let waits = self.waits.entry(thread.into()).or_default();
            if waits.len() < WAITS {
                let (nth, end) =
                    (self.entries, lines::end(&e.what, e.ns, e.took));
                waits.push(Wait { nth, end, event });
            }
        }
    }

    /// When those ended that are no events, in no order.
    pub fn ends(&self) -> impl Iterator<Item = u64> {
        let waits = self.waits.values().flatten();
        waits.filter(|wait| wait.event).map(|wait| wait.end)
    }

    /// By the number of an entry, counted from 1.
    pub fn fates(&self) -> HashMap<u64, Fate> {
        let fates = self.waits.values().flat_map(|waits| {
            waits.iter().enumerate().map(|(at, wait)| {
                (wait.nth, if at == 0 { Fate::Open } else { Fate::Gone })
            })
        });
        fates.collect()
    }
}

/// For who comes next; or a gate before such a wait.
fn is_wait(e: &Entry) -> bool {
    let idle = |what: &str| matches!(what, "accept" | "take" | "receive");
    idle(&e.what) && e.bytes.is_none() || e.what == "held" && idle(&e.first)
}
