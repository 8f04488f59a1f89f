//! What `until` waits for: a thread that stands somewhere, or an event.

use super::schedule;
use super::thread::{self, At, LABELS, Thread};
use crate::trace::{Call, Event, Label, What, escape};
use std::fmt;

/// Somebody and something; each may be left open, but not both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    who: Subject,
    what: Anything,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    Any,
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
    /// As typed: `write`, `closed`, `worker-2`, `#7 read`. The error says
    /// what it may be.
    pub fn parse(text: &str) -> Result<Self, String> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let goal = match words[..] {
            [word] => anything(word)
                .map(|what| (Subject::Any, what))
                .or_else(|| Some((subject(word)?, Anything::Stands))),
            [who, what] => subject(who).zip(anything(what)),
            _ => None,
        };
        let (who, what) = goal.ok_or_else(|| explain(text.trim()))?;
        Ok(Self { who, what })
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
            Subject::Any => true,
            Subject::Thread(label) => label == thread,
            Subject::Conn(id) => id == conn,
        }
    }
}

/// As it is typed.
impl fmt::Display for Goal {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.who {
            Subject::Any => (),
            Subject::Thread(label) => write!(f, "{label} ")?,
            Subject::Conn(id) => write!(f, "#{id} ")?,
        }
        match self.what {
            Anything::Stands => f.write_str("is held"),
            Anything::Before(call) => write!(f, "{call}"),
            Anything::Event(event) => f.write_str(event),
        }
    }
}

fn explain(text: &str) -> String {
    let shown = escape(text.as_bytes(), 60);
    let wrong = match text {
        "" => "until what?".into(),
        _ => format!("until {shown:?} is not understood."),
    };
    let (points, events) = (schedule::points(), EVENTS.join(", "));
    format!(
        "{wrong} Write a point ({points}), an event ({events}), a thread \
         ({LABELS}; #N: that of connection N), or a thread and one of those: \
         until #7 read"
    )
}

fn subject(word: &str) -> Option<Subject> {
    match word.strip_prefix('#') {
        Some(id) => id.parse().ok().map(Subject::Conn),
        None => thread::label(word).map(Subject::Thread),
    }
}

fn anything(word: &str) -> Option<Anything> {
    let event = || EVENTS.into_iter().find(|event| *event == word);
    let before = Call::named(word).map(Anything::Before);
    before.or_else(|| event().map(Anything::Event))
}
