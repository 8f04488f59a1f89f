//! A look at the server: who is inside, what its threads are in, who waits.

use super::ear::Ear;
use crate::cli::Serve;
use crate::commands::stats::Source;
use crate::net::{Door, Guest};
use crate::stage::{AtATime, Stage};
use crate::trace::{Call, Open, clock, open_calls};
use crate::watch::{Client, Datagrams, Doing, State};
use std::collections::{HashMap, HashSet};
use std::mem::replace;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// So many clients are named; the others are counted.
const NAMED: usize = 256;

pub struct Survey {
    door: Arc<Door>,
    source: Source,
    stage: &'static Stage,
    servers: u64,
    places: Option<u64>,
    /// Who was in a call that we could see: what it is in now began later.
    seen: HashSet<u64>,
    /// Since when datagrams wait in the receive buffer, and whether they did
    /// at our first look; 0 while none does.
    waiting: (u64, bool),
    /// Since when we look.
    attached: u64,
}

impl Survey {
    pub fn new(
        door: Arc<Door>,
        source: Source,
        stage: &'static Stage,
        flags: &Serve,
    ) -> Self {
        let crew = &flags.crew;
        let servers = match stage.at_a_time {
            AtATime::One => 1,
            AtATime::Workers => crew.workers.unwrap_or(4).into(),
            AtATime::All => 0,
        };
        let places = stage.queues.then(|| crew.queue.unwrap_or(16).into());
        let (seen, waiting, attached) = (HashSet::new(), (0, false), 0);
        Self { door, source, stage, servers, places, seen, waiting, attached }
    }

    /// All of a state but the log.
    pub fn look(&mut self, ear: &Ear) -> Box<State> {
        let (guests, open) = (self.door.guests(), open_calls());
        let (now, attached) = (clock(), ear.since());
        let mut calls = HashMap::new();
        let mut threads = Vec::new();
        for call in open {
            match call.conn {
                0 => threads.push(doing(&call)),
                // A chat's client has two threads; a write says more.
                conn if call.call == Call::Write => {
                    calls.insert(conn, call);
                }
                conn => _ = calls.entry(conn).or_insert(call),
            }
        }
        self.seen.extend(calls.keys());
        let inside: HashSet<u64> = guests.iter().map(|one| one.id).collect();
        self.seen.retain(|conn| inside.contains(conn));
        let named = guests.iter().take(NAMED);
        let named = named
            .map(|guest| self.client(guest, calls.get(&guest.id), attached));
        let clients = named.collect();
        let waits = guests.iter().filter(|one| one.waits.load(Relaxed));
        let (queued, queued_more) = ear.queued();
        threads.sort_by(|a: &Doing, b: &Doing| a.thread.cmp(&b.thread));
        threads.truncate(NAMED);
        let counts = &self.door.counts;
        Box::new(State {
            now,
            attached,
            closing: self.door.is_closing(),
            model: self.stage.model.into(),
            servers: self.servers,
            limit: match self.stage.has_guests {
                true => self.door.limit as u64,
                false => 0,
            },
            clients,
            inside: guests.len() as u64,
            waiting: waits.count() as u64,
            places: self.places,
            queued,
            queued_more,
            threads,
            accepted: counts.accepted.load(Relaxed),
            turned_away: counts.turned_away.load(Relaxed),
            datagrams: self.datagrams(now, attached),
            ..State::default()
        })
    }

    fn client(
        &self,
        guest: &Guest,
        call: Option<&Open>,
        attached: u64,
    ) -> Client {
        let member = self.stage.is_udp();
        let read = guest.read.load(Relaxed);
        let written = guest.written.load(Relaxed);
        let unseen = || self.unseen(guest, attached);
        Client {
            conn: guest.id,
            peer: guest.peer.to_string(),
            since: guest.since,
            waits: guest.waits.load(Relaxed),
            member,
            doing: call.map_or_else(unseen, doing),
            moved: (member || !guest.is_elsewhere()).then_some((read, written)),
        }
    }

    /// What a client's thread does that is in no call that we have seen begin.
    fn unseen(&self, guest: &Guest, attached: u64) -> Doing {
        let early = guest.since < attached && !self.seen.contains(&guest.id);
        let odd = |count: &AtomicU64| count.load(Relaxed) % 2 == 1;
        let call = match early {
            true if guest.is_answering() => "write",
            true if odd(&guest.heard) => "read",
            _ => "",
        };
        let thread = match self.stage.at_a_time {
            AtATime::One => self.source.receives().into(),
            AtATime::Workers => String::new(),
            AtATime::All => format!("client-{}", guest.id),
        };
        Doing { thread, call: call.into(), since: attached, early }
    }

    fn datagrams(&mut self, now: u64, attached: u64) -> Option<Datagrams> {
        let (Source::Members(socket, _) | Source::Strangers(socket)) =
            &self.source
        else {
            return None;
        };
        let (tally, lost) = (socket.tally(), socket.lost());
        let waiting = lost.map_or(0, |lost| lost.waiting);
        let first = attached != replace(&mut self.attached, attached);
        self.waiting = match (waiting, self.waiting) {
            (0, _) => (0, false),
            _ if first => (attached, true),
            (_, (0, _)) => (now, false),
            (_, before) => before,
        };
        let (since, early) = self.waiting;
        Some(Datagrams {
            received: tally.received.load(Relaxed),
            sent: tally.sent.load(Relaxed),
            ignored: tally.ignored.load(Relaxed),
            dropped: lost.map_or(0, |lost| lost.dropped),
            waiting,
            since,
            early,
        })
    }
}

fn doing(open: &Open) -> Doing {
    Doing {
        thread: open.thread.to_string(),
        call: open.call.word().into(),
        since: open.since,
        early: false,
    }
}
