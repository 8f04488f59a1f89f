//! What a drawing is made of, whichever way it is drawn. Texts are bounded and
//! safe for a terminal; not yet for HTML or SVG.

use super::client::{Client, ClientId};
use crate::trace::{self, Header, Paint};
use std::sync::Arc;

/// A recording, or a window of it. Times are nanoseconds, as in `Entry::ns`.
pub struct Picture {
    pub header: Header,
    /// The span that is drawn.
    pub from: u64,
    pub to: u64,
    /// The kernel's queue, our queue, then the threads; `worker-2` stands
    /// before `worker-10`. A queue's lane is there if somebody waited in it.
    pub lanes: Vec<Lane>,
    /// Who came, in that order. Bounded: a bar's client may not be among them.
    pub clients: Vec<Client>,
    /// The last connection's number: others get the letters after it.
    pub last: u64,
    /// When nothing changed for 10 s or more: the longest ones.
    pub silences: Vec<(u64, u64)>,
    /// What the picture lacks, a sentence each.
    pub left_out: Vec<String>,
}

pub struct Lane {
    pub name: String,
    pub kind: LaneKind,
    /// In the order in which they ended. On a thread's lane no two overlap.
    /// On a queue's they do: see `Bar::row`.
    pub bars: Vec<Bar>,
    /// What happened at a moment, in that order.
    pub marks: Vec<Mark>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LaneKind {
    KernelQueue,
    OurQueue,
    Thread,
}

/// A time in which one thing went on.
#[derive(Clone, Debug)]
pub struct Bar {
    pub from: u64,
    /// None: it never ended, and reaches the edge.
    pub to: Option<u64>,
    pub state: State,
    /// Whom it concerns. None where a thread waits for whoever comes next.
    pub client: Option<ClientId>,
    /// The row within a queue's lane, from 0; always 0 on a thread's lane.
    pub row: usize,
    /// The line of source that made the call, and where its thread stood in
    /// the stage then. None where the recording does not tell. While a thread
    /// runs our code: the line of its call before.
    pub at: Option<Arc<Spot>>,
    pub stage_at: Option<Arc<Spot>>,
    /// What the call moved; None where it moves nothing, or failed.
    pub bytes: Option<u64>,
    /// The first of them; at a gate, which call comes next.
    pub first: String,
    /// Why the call failed; else empty.
    pub error: String,
}

/// A line of our source: `src/service/echo.rs`, 15.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Spot {
    pub file: String,
    pub line: u32,
}

/// Waiting is not being served: a drawing shows each in its own way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// A client, in a queue.
    Waits,
    /// A thread runs our code for a client.
    Served,
    /// A thread is blocked: in a call of that name.
    Read,
    Write,
    Accept,
    Take,
    Receive,
    Send,
    /// It takes its time over an answer (`--delay`, `--burn`).
    Think,
    /// It waits for a lock of the service.
    Lock,
    /// It stands at a gate of `--step`.
    Held,
}

impl State {
    /// Whether the thread waits for whoever comes next, and serves nobody.
    pub fn is_idle(self) -> bool {
        matches!(self, Self::Accept | Self::Take | Self::Receive)
    }
}

/// Something that happened at a moment, on a thread.
#[derive(Clone, Debug)]
pub struct Mark {
    pub ns: u64,
    /// As in `Entry::what`: accepted, closed, said, …
    pub what: String,
    pub client: Option<ClientId>,
    /// What goes with it: why it was closed, what was said; may be empty.
    pub text: String,
}

impl Picture {
    /// The number that gives a client its letter and colour.
    pub fn number(&self, id: ClientId) -> u64 {
        id.number(self.last)
    }

    pub fn letter(&self, id: ClientId) -> char {
        trace::letter(self.number(id))
    }

    pub fn paint(&self, id: ClientId) -> &'static Paint {
        trace::paint(self.number(id))
    }
}

impl Bar {
    pub fn new(from: u64, state: State) -> Self {
        Self {
            from,
            to: None,
            state,
            client: None,
            row: 0,
            at: None,
            stage_at: None,
            bytes: None,
            first: String::new(),
            error: String::new(),
        }
    }
}
