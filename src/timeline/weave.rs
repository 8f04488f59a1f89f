//! Turns entries into bars and marks: what a thread did between two calls, who
//! waited from when to when. It holds what goes on, and nothing of the past.

use super::model::{Bar, ClientId, LaneKind, Mark, Spot, State};
use super::people::People;
use crate::trace::{Entry, escape};
use std::collections::HashMap;
use std::sync::Arc;

/// Where something is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place<'a> {
    KernelQueue,
    OurQueue,
    Thread(&'a str),
}

/// What there is to draw, told when it has ended; so bars are a little out of
/// the order of their ends.
#[derive(Clone, Debug)]
pub enum Item<'a> {
    Bar(Bar),
    Mark(Mark),
    /// A client's peer, and when it was first seen.
    Who(ClientId, u64, &'a str),
    /// Who had no number until now (`ClientId::Peer`) has one.
    Same(u32, u64),
}

impl Place<'_> {
    /// Its kind, and its name as it may be shown.
    pub fn key(self) -> (LaneKind, String) {
        match self {
            Self::KernelQueue => {
                (LaneKind::KernelQueue, "kernel's queue".into())
            }
            Self::OurQueue => (LaneKind::OurQueue, "our queue".into()),
            Self::Thread(name) => {
                (LaneKind::Thread, escape(name.as_bytes(), 20))
            }
        }
    }
}

pub type Out<'a> = &'a mut dyn FnMut(Place, Item);

/// So many threads at one time, and lines of source, are known.
const KNOWN: usize = 65_536;
const SPOTS: usize = 4_096;

#[derive(Default)]
pub struct Weaver {
    people: People,
    /// Threads that have a client.
    serving: HashMap<String, Serving>,
    /// The threads of a connection.
    threads: HashMap<u64, Vec<String>>,
    /// What threads were in when the recording ended.
    open: HashMap<String, Bar>,
    spots: HashMap<String, Arc<Spot>>,
}

struct Serving {
    client: ClientId,
    /// Only until its answer is sent: then the thread waits for whoever comes
    /// next, though nothing tells so before somebody has.
    datagram: bool,
    /// When its last call ended, and where that was made.
    last: u64,
    at: Option<Arc<Spot>>,
    stage_at: Option<Arc<Spot>>,
}

impl Weaver {
    pub fn entry(&mut self, e: &Entry, out: Out) {
        if let Some(state) = State::named(&e.what) {
            return self.call(e, state, out);
        }
        let client = (e.conn > 0).then_some(ClientId::Conn(e.conn));
        // A child's end is told by its parent: it is drawn where it happened.
        let mut place = None;
        match e.what.as_ref() {
            "accepted" | "registered" => {
                if let Some(client) = client {
                    let who = Item::Who(client, e.ns, &e.peer);
                    out(Place::Thread(&e.thread), who);
                }
                if e.what == "accepted" {
                    self.people.accepted(e.ns, &e.peer, e.conn, out);
                } else if let Some(nth) =
                    self.people.registered(&e.peer, e.conn)
                {
                    out(Place::Thread(&e.thread), Item::Same(nth, e.conn));
                }
            }
            "turned away" => {
                if let Some(client) = client.filter(|_| !e.peer.is_empty()) {
                    let who = Item::Who(client, e.ns, &e.peer);
                    out(Place::Thread(&e.thread), who);
                    self.people.accepted(e.ns, &e.peer, e.conn, out);
                }
                self.people.waits_no_more(e.ns, e.conn, out);
            }
            "waits" => self.people.waits(e.ns, e.conn),
            "served" => {
                self.people.waits_no_more(e.ns, e.conn, out);
                if let Some(client) = client {
                    self.serve(&e.thread, client, e.ns);
                }
            }
            "closed" => {
                self.people.waits_no_more(e.ns, e.conn, out);
                self.people.closed(e.conn);
                place = self.leave(e.conn, e.ns, out);
            }
            "queued" => {
                let peers = e.peers.as_deref().unwrap_or_default();
                return self.people.queued(e.ns, peers, out);
            }
            "said" | "note" | "trouble" => (),
            _ => return,
        }
        let text = if e.text.is_empty() { &e.why } else { &e.text };
        let text = escape(text.as_bytes(), 200);
        let what = e.what.clone().into_owned();
        let mark = Mark { ns: e.ns, what, client, text };
        let thread = place.as_deref().unwrap_or(&e.thread);
        out(Place::Thread(thread), Item::Mark(mark));
    }

    fn call(&mut self, e: &Entry, state: State, out: Out) {
        let to = e.ns.saturating_add(e.took);
        let mut client = (e.conn > 0).then_some(ClientId::Conn(e.conn));
        if client.is_none() && !e.peer.is_empty() {
            client = self.people.of_peer(&e.peer);
            if let Some(client) = client {
                let who = Item::Who(client, to, &e.peer);
                out(Place::Thread(&e.thread), who);
            }
        }
        let datagram = self.serving.get(e.thread.as_ref());
        if !(state.is_idle() && datagram.is_some_and(|s| s.datagram)) {
            self.runs(&e.thread, e.ns, out);
        }
        self.open.remove(e.thread.as_ref());
        let (at, stage_at) = (self.spot(&e.at), self.spot(&e.stage_at));
        let stage_at = stage_at.or_else(|| at.clone());
        if state.is_idle() {
            self.serving.remove(e.thread.as_ref());
        } else if let Some(serving) = self.serving.get(e.thread.as_ref()) {
            client = client.or(Some(serving.client));
        }
        let had = self.serving.contains_key(e.thread.as_ref());
        // A thread that only writes has no client: it passes on what others
        // say, and waits for that in between.
        let begins = match state {
            State::Write | State::Send => had && e.conn > 0,
            State::Receive => e.bytes.is_some(),
            state => !state.is_idle(),
        };
        if let Some(client) = client.filter(|_| begins && !e.open) {
            self.serve(&e.thread, client, to);
        }
        let datagram = state == State::Receive;
        if let Some(serving) = self.serving.get_mut(e.thread.as_ref()) {
            serving.last = serving.last.max(to);
            (serving.at, serving.stage_at) = (at.clone(), stage_at.clone());
            serving.datagram |= datagram;
            if e.open {
                self.serving.remove(e.thread.as_ref());
            }
        }
        let bar = Bar {
            to: (!e.open).then_some(to),
            client,
            at,
            stage_at,
            bytes: e.bytes,
            first: escape(e.first.as_bytes(), 200),
            error: escape(e.error.as_bytes(), 200),
            ..Bar::new(e.ns, state)
        };
        if !e.open {
            out(Place::Thread(&e.thread), Item::Bar(bar));
        } else if self.open.len() < KNOWN {
            self.open.insert(e.thread.to_string(), bar);
        }
    }

    /// A thread has a client from now on.
    fn serve(&mut self, thread: &str, client: ClientId, ns: u64) {
        if let Some(serving) = self.serving.get_mut(thread) {
            if serving.client == client {
                return;
            }
        } else if self.serving.len() >= KNOWN || self.threads.len() >= KNOWN {
            return;
        }
        if let ClientId::Conn(conn) = client {
            let threads = self.threads.entry(conn).or_default();
            if !threads.iter().any(|other| other == thread) {
                threads.push(thread.into());
            }
        }
        let serving = Serving {
            client,
            datagram: false,
            last: ns,
            at: None,
            stage_at: None,
        };
        self.serving.insert(thread.into(), serving);
    }

    /// From its last call until now it has run our code.
    fn runs(&mut self, thread: &str, until: u64, out: Out) {
        if let Some(serving) = self.serving.get_mut(thread)
            && serving.last < until
        {
            let bar = serving.runs(Some(until));
            out(Place::Thread(thread), Item::Bar(bar));
            serving.last = until;
        }
    }

    /// No thread has it any more. Returns the first that had.
    fn leave(&mut self, conn: u64, ns: u64, out: Out) -> Option<String> {
        let mut threads = self.threads.remove(&conn).unwrap_or_default();
        threads.retain(|thread| {
            let its = self.serving.get(thread).map(|s| s.client);
            its == Some(ClientId::Conn(conn))
        });
        for thread in &threads {
            self.runs(thread, ns, out);
            self.serving.remove(thread);
        }
        threads.into_iter().next()
    }

    /// The recording is over: what goes on now reaches its edge.
    pub fn finish(mut self, out: Out) {
        self.people.finish(out);
        for (thread, bar) in self.open {
            out(Place::Thread(&thread), Item::Bar(bar));
        }
        let serving = self.serving.iter().filter(|(_, s)| !s.datagram);
        for (thread, serving) in serving {
            let bar = serving.runs(None);
            out(Place::Thread(thread), Item::Bar(bar));
        }
    }

    /// `src/service/echo.rs:15`, once for all who stand there.
    fn spot(&mut self, text: &str) -> Option<Arc<Spot>> {
        if let Some(spot) = self.spots.get(text) {
            return Some(spot.clone());
        }
        let (file, line) = text.rsplit_once(':')?;
        let line = line.parse().ok()?;
        let file = escape(file.as_bytes(), 80);
        let spot = Arc::new(Spot { file, line });
        if self.spots.len() < SPOTS {
            self.spots.insert(text.into(), spot.clone());
        }
        Some(spot)
    }
}

impl Serving {
    fn runs(&self, to: Option<u64>) -> Bar {
        Bar {
            to,
            client: Some(self.client),
            at: self.at.clone(),
            stage_at: self.stage_at.clone(),
            ..Bar::new(self.last, State::Served)
        }
    }
}

impl State {
    /// The state of a thread in that call.
    fn named(what: &str) -> Option<Self> {
        Some(match what {
            "read" => Self::Read,
            "write" => Self::Write,
            "accept" => Self::Accept,
            "take" => Self::Take,
            "receive" => Self::Receive,
            "send" => Self::Send,
            "think" => Self::Think,
            "lock" => Self::Lock,
            "held" => Self::Held,
            _ => return None,
        })
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
