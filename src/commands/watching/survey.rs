//! A look at the server: who is inside, what its threads are in, who waits.

use super::buffer::Buffer;
use super::ear::Ear;
use crate::cli::Serve;
use crate::commands::orders::Orders;
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
    /// It takes its time (`--delay`, `--burn`).
    thinks: bool,
    /// Who was in a call that we have seen: what it is in now began later. The
    /// receiver of datagrams is number 0.
    seen: HashSet<u64>,
    buffer: Buffer,
    /// Since when we look.
    attached: u64,
}

impl Survey {
    pub fn new(orders: &Orders, stage: &'static Stage, flags: &Serve) -> Self {
        let crew = &flags.crew;
        let servers = match stage.at_a_time {
            AtATime::One => 1,
            AtATime::Workers => crew.workers.unwrap_or(4).into(),
            AtATime::All => 0,
        };
        let places = stage.queues.then(|| crew.queue.unwrap_or(16).into());
        let (seen, attached) = (HashSet::new(), 0);
        Self {
            door: orders.door.clone(),
            source: orders.source.clone(),
            stage,
            servers,
            places,
            thinks: flags.talk.delay + flags.talk.burn > 0,
            seen,
            buffer: Buffer::default(),
            attached,
        }
    }

    /// Whether somebody looks at the kernel's queue: in a stage of datagrams
    /// nobody stands there, and when the door closes the looks end.
    pub fn has_sampler(&self) -> bool {
        !self.stage.is_udp() && !self.door.is_closing()
    }

    /// All of a state but the log.
    pub fn look(&mut self, ear: &Ear) -> Box<State> {
        let (guests, mut open) = (self.door.guests(), open_calls());
        let (now, attached) = (clock(), ear.since());
        let inside: HashSet<u64> = guests.iter().map(|one| one.id).collect();
        let mut calls: HashMap<u64, Doing> = HashMap::new();
        let mut threads = Vec::new();
        // A chat's client has two threads: the last one stays.
        open.sort_by_key(|one| (one.held, one.call == Call::Write));
        for call in open {
            // Who is held may have come to the end of its connection.
            if call.conn == 0 || call.held && !inside.contains(&call.conn) {
                threads.push(doing(&call));
            } else {
                calls.insert(call.conn, doing(&call));
            }
        }
        let first = attached != replace(&mut self.attached, attached);
        if first {
            self.seen.clear();
        }
        self.seen.extend(calls.keys());
        if self.stage.is_udp() {
            threads.extend(self.receiver(&threads, attached));
        }
        self.seen.retain(|conn| *conn == 0 || inside.contains(conn));
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
            model: self.model(),
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
            datagrams: self.datagrams(now, first),
            ..State::default()
        })
    }

    fn client(
        &self,
        guest: &Guest,
        call: Option<&Doing>,
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
            doing: call.cloned().unwrap_or_else(unseen),
            moved: (member || !guest.is_elsewhere()).then_some((read, written)),
        }
    }

    /// Where the stage's table says N, the number of workers.
    fn model(&self) -> String {
        let model = self.stage.model;
        match (self.servers, model.strip_prefix("N ")) {
            (2.., Some(rest)) => format!("{} {rest}", self.servers),
            (1, Some(_)) => "one worker".into(),
            _ => model.into(),
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
        let (call, held, since) = (call.into(), false, attached);
        Doing { thread, call, held, since, early }
    }

    /// What the receiver of datagrams does that is in no call.
    fn receiver(&mut self, threads: &[Doing], since: u64) -> Option<Doing> {
        let thread = self.source.receives();
        if threads.iter().any(|one| one.thread == thread) {
            self.seen.insert(0);
            return None;
        }
        let early = !self.seen.contains(&0);
        let call = if early && !self.thinks { "receive" } else { "" }.into();
        let (thread, held) = (thread.into(), false);
        Some(Doing { thread, call, held, since, early })
    }

    fn datagrams(&mut self, now: u64, first: bool) -> Option<Datagrams> {
        let (Source::Members(socket, _) | Source::Strangers(socket)) =
            &self.source
        else {
            return None;
        };
        Some(self.buffer.look(socket, now, first))
    }
}

fn doing(open: &Open) -> Doing {
    Doing {
        thread: open.thread.to_string(),
        call: open.call.word().into(),
        held: open.held,
        since: open.since,
        early: false,
    }
}
