//! Turns entries into bars and marks: what a thread did between two calls, who
//! waited from when to when. It holds what goes on, and nothing of the past.

use super::client::ClientId;
use super::item::{Item, Out, Place};
use super::model::{Bar, Mark, Spot, State};
use super::people::People;
use super::places::short;
use super::serving::Crew;
use crate::trace::{Entry, escape};
use std::collections::HashMap;
use std::sync::Arc;

/// So many threads at one time, and lines of source, are known.
const KNOWN: usize = 65_536;
const SPOTS: usize = 4_096;

#[derive(Default)]
pub struct Weaver {
    people: People,
    crew: Crew,
    /// What threads were in when the recording ended.
    open: HashMap<String, Bar>,
    spots: HashMap<String, Arc<Spot>>,
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
            "accepted" | "registered" | "turned away" => self.comes(e, out),
            "waits" => self.people.waits(e.ns, e.conn),
            "served" => {
                self.people.waits_no_more(e.ns, e.conn, out);
                if let Some(client) = client {
                    self.crew.serve(short(&e.thread), client, e.ns);
                }
            }
            "closed" => {
                self.people.waits_no_more(e.ns, e.conn, out);
                self.people.closed(e.conn);
                place = self.crew.leave(e.conn, e.ns, out);
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
        let thread = place.as_deref().unwrap_or(short(&e.thread));
        out(Place::Thread(thread), Item::Mark(mark));
    }

    /// Somebody with a number, who may have stood in the kernel's queue.
    fn comes(&mut self, e: &Entry, out: Out) {
        let place = Place::Thread(short(&e.thread));
        if e.conn > 0 && !e.peer.is_empty() {
            let client = ClientId::Conn(e.conn);
            out(place, Item::Who(client, e.ns, &e.peer));
            if e.what != "registered" {
                self.people.accepted(e.ns, &e.peer, e.conn, out);
            } else if let Some(n) = self.people.registered(&e.peer, e.conn) {
                out(place, Item::Same(n, e.conn));
            }
        }
        if e.what == "turned away" {
            self.people.waits_no_more(e.ns, e.conn, out);
        }
    }

    fn call(&mut self, e: &Entry, state: State, out: Out) {
        let thread = short(&e.thread);
        let place = Place::Thread(thread);
        let to = e.ns.saturating_add(e.took);
        let mut client = (e.conn > 0).then_some(ClientId::Conn(e.conn));
        if client.is_none() && !e.peer.is_empty() {
            // To whom we only send may be an address of many.
            client = match state {
                State::Send => self.people.known(&e.peer),
                _ => self.people.of_peer(&e.peer),
            };
            if let Some(client) = client {
                out(place, Item::Who(client, to, &e.peer));
            }
        }
        self.crew.runs(thread, e.ns, state.is_idle(), out);
        if state.is_idle() {
            self.crew.lets_go(thread);
        }
        let had = self.crew.of(thread);
        client = client.or(had.map(|serving| serving.client));
        // A thread that only writes has no client: it passes on what others
        // say, and waits for that in between.
        let begins = match state {
            State::Write | State::Send => had.is_some() && e.conn > 0,
            State::Receive => e.bytes.is_some(),
            state => !state.is_idle(),
        };
        if let Some(client) = client.filter(|_| begins && !e.open) {
            self.crew.serve(thread, client, to);
        }
        let at = self.spot(&e.at);
        let stage_at = self.spot(&e.stage_at).or_else(|| at.clone());
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
        self.open.remove(thread);
        if !e.open {
            self.crew.goes_on(thread, &bar, to);
            out(place, Item::Bar(bar));
        } else if self.open.len() < KNOWN {
            self.crew.lets_go(thread);
            self.open.insert(thread.to_string(), bar);
        }
    }

    /// The recording is over: what goes on now reaches its edge.
    pub fn finish(mut self, out: Out) {
        self.people.finish(out);
        for (thread, bar) in self.open {
            out(Place::Thread(&thread), Item::Bar(bar));
        }
        self.crew.finish(out);
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
