//! What `until` waits for: a thread that stands somewhere, or an event.

use super::schedule;
use super::state::{At, Thread};
use crate::trace::{Call, Event, Label, What};

/// Somebody and something; each may be left open, but not both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    who: Anybody,
    what: Anything,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Anybody {
    Anybody,
    Thread(Label),
    Conn(u64),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Anything {
    /// It is held, wherever.
    Stands,
    Before(Call),
    Event(&'static str),
}

/// Events that can be waited for.
const EVENTS: [&str; 6] =
    ["accepted", "registered", "waits", "served", "closed", "turned-away"];

impl Goal {
    /// As typed: `write`, `closed`, `worker-2`, `#7 read`.
    pub fn parse(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let (who, what) = match words[..] {
            [what] if anything(what).is_some() => (None, Some(what)),
            [who] => (Some(who), None),
            [who, what] => (Some(who), Some(what)),
            _ => return None,
        };
        Some(Self {
            who: who.map_or(Some(Anybody::Anybody), anybody)?,
            what: what.map_or(Some(Anything::Stands), anything)?,
        })
    }

    /// Whether a thread stands there now.
    pub(super) fn is_met_by(&self, thread: &Thread) -> bool {
        let At::Held { before, .. } = thread.at else { return false };
        let there = match self.what {
            Anything::Stands => true,
            Anything::Before(call) => call == before,
            Anything::Event(_) => false,
        };
        there && self.is_about(thread.label, thread.conn)
    }

    /// Whether it has just happened.
    pub(super) fn is_met_by_event(&self, event: &Event) -> bool {
        let happens = Anything::Event(match &event.what {
            What::Accepted { .. } => "accepted",
            What::Registered { .. } => "registered",
            What::Waits { .. } => "waits",
            What::Served { .. } => "served",
            What::Closed { .. } => "closed",
            What::TurnedAway { .. } => "turned-away",
            _ => return false,
        });
        self.what == happens && self.is_about(event.thread, event.conn)
    }

    fn is_about(&self, thread: Label, conn: u64) -> bool {
        match self.who {
            Anybody::Anybody => true,
            Anybody::Thread(label) => label == thread,
            Anybody::Conn(id) => id == conn,
        }
    }
}

fn anybody(word: &str) -> Option<Anybody> {
    match word.strip_prefix('#') {
        Some(id) => id.parse().ok().map(Anybody::Conn),
        None => schedule::thread(word).map(Anybody::Thread),
    }
}

fn anything(word: &str) -> Option<Anything> {
    let event = || EVENTS.into_iter().find(|event| *event == word);
    let before = schedule::point(word).map(Anything::Before);
    before.or_else(|| event().map(Anything::Event))
}
