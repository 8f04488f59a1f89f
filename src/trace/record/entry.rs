//! An event as an entry of a recording. Filled in place: an entry is big, and
//! to hand it from one function to the next would copy it each time.

use super::super::{Call, Event, Open, Shown, Spot, What, escape};
use super::format::Entry;
use std::borrow::Cow;
use std::mem::replace;
use std::net::SocketAddr;
use std::str::Utf8Error;

/// As many characters of a message as an entry holds.
const FIRST: usize = 24;

/// The lines of source that occur, as text: few, and each of them often.
#[derive(Default)]
pub struct Places(Vec<(Spot, String)>);

impl Places {
    fn put<'a>(&'a mut self, entry: &mut Entry<'a>, spot: Spot, stage: Spot) {
        let (at, stage_at) = self.of(spot, stage);
        entry.at = at.into();
        entry.stage_at = stage_at.into();
    }

    /// An entry's `at` and `stage_at`.
    pub fn of(&mut self, spot: Spot, stage: Spot) -> (&str, &str) {
        let at = self.index(spot);
        let stage_at = if stage == spot { None } else { self.index(stage) };
        let text = |at: Option<usize>| at.map_or("", |at| &*self.0[at].1);
        (text(at), text(stage_at))
    }

    fn index(&mut self, spot: Spot) -> Option<usize> {
        let known = self.0.iter().position(|(known, _)| *known == spot);
        if known.is_some() || spot.line == 0 {
            return known;
        }
        self.0.push((spot, spot.to_string()));
        Some(self.0.len() - 1)
    }
}

impl<'a> Entry<'a> {
    pub fn of(event: &'a Event, places: &'a mut Places) -> Self {
        let mut entry = Entry {
            ns: event.at,
            conn: event.conn,
            thread: event.thread.as_str().into(),
            ..Self::default()
        };
        match &event.what {
            What::Called(call, shown) => {
                entry.called(*call, shown);
                places.put(&mut entry, shown.spot, shown.stage);
            }
            What::Began(call, spot, stage) => {
                entry.what = call.word().into();
                entry.open = true;
                places.put(&mut entry, *spot, *stage);
            }
            What::Held(call, took, spot, stage) => {
                entry.what = "held".into();
                entry.took = *took;
                entry.first = call.word().into();
                places.put(&mut entry, *spot, *stage);
            }
            What::Said(text) => entry.said("said", text),
            What::Note(text) => entry.said("note", text),
            What::Trouble(text) => entry.said("trouble", text),
            what => entry.lived(what),
        }
        entry
    }

    /// A call that had not ended, or somebody who was held.
    pub fn open(open: &'a Open, places: &'a mut Places) -> Self {
        let mut entry = Entry {
            ns: open.since,
            thread: open.thread.as_str().into(),
            conn: open.conn,
            what: open.call.word().into(),
            open: true,
            ..Self::default()
        };
        if open.held {
            entry.first = replace(&mut entry.what, "held".into());
            return entry;
        }
        places.put(&mut entry, open.spot, open.stage);
        entry
    }

    fn called(&mut self, call: Call, shown: &'a Shown) {
        self.what = call.word().into();
        self.took = shown.took;
        self.first = first(&shown.first, shown.moved);
        if let Some(peer) = shown.peer {
            self.peer = peer.to_string().into();
        }
        if let Some(error) = &shown.error {
            self.error = error.into();
        } else if call.moves() {
            self.bytes = Some(shown.moved as u64);
        }
    }

    fn said(&mut self, what: &'a str, text: &str) {
        self.what = what.into();
        self.text = escape(text.as_bytes(), 400).into();
    }

    /// What happens in the life of a connection, and of the queue before it.
    fn lived(&mut self, what: &'a What) {
        match what {
            What::Accepted { peer, inside, .. } => {
                self.came("accepted", peer, *inside);
            }
            What::Registered { peer, inside } => {
                self.came("registered", peer, *inside);
            }
            What::Waits { ahead } => {
                self.what = "waits".into();
                self.ahead = Some(*ahead as u64);
            }
            What::Served { waited } => {
                self.what = "served".into();
                self.took = *waited;
            }
            What::Closed { moved, why } => {
                self.what = "closed".into();
                (self.read, self.written) = moved.unzip();
                self.why = why.to_string().into();
            }
            What::TurnedAway { peer, why } => {
                self.what = "turned away".into();
                self.peer = peer.to_string().into();
                self.why = why.into();
            }
            What::Queued { peers, more } => {
                self.what = "queued".into();
                let peers = peers.iter().map(SocketAddr::to_string);
                self.peers = Some(peers.collect());
                self.more = *more as u64;
                self.sampled = true;
            }
            _ => (),
        }
    }

    fn came(&mut self, how: &'a str, peer: &SocketAddr, inside: usize) {
        self.what = how.into();
        self.peer = peer.to_string().into();
        self.inside = inside as u64;
    }
}

/// Most messages need no escape, and the short ones then no memory. Of a long
/// one `bytes` are the first of `all`.
pub fn first(bytes: &[u8], all: usize) -> Cow<'_, str> {
    let start = &bytes[..bytes.len().min(FIRST)];
    match str::from_utf8(start) {
        Ok(start) if start.bytes().all(|b| matches!(b, b' '..=b'~')) => {
            if all <= FIRST {
                return start.into();
            }
            let mut cut = String::with_capacity(FIRST + 2);
            cut.push_str(&start[..FIRST - 1]);
            cut.push('…');
            cut.into()
        }
        _ if all <= bytes.len() => escape(bytes, FIRST).into(),
        _ => {
            let mut cut = escape(whole(bytes), FIRST - 1);
            if !cut.ends_with('…') {
                cut.push('…');
            }
            cut.into()
        }
    }
}

/// Without a character at the end of which only some bytes are there.
fn whole(bytes: &[u8]) -> &[u8] {
    let last = bytes.utf8_chunks().last();
    let tail = last.map_or(&[][..], |chunk| chunk.invalid());
    let is_part = |e: Utf8Error| e.error_len().is_none();
    let cut = str::from_utf8(tail).is_err_and(is_part);
    &bytes[..bytes.len() - if cut { tail.len() } else { 0 }]
}
