//! An event as an entry of a recording.

use super::super::{Call, Event, Open, Shown, Spot, What, escape};
use super::format::Entry;
use std::borrow::Cow;
use std::net::SocketAddr;

/// As many characters of a message as an entry holds.
const FIRST: usize = 24;

/// The lines of source that occur, as text: few, and each of them often.
#[derive(Default)]
pub struct Places(Vec<(Spot, String)>);

impl Places {
    fn add<'a>(
        &'a mut self,
        entry: Entry<'a>,
        spot: Spot,
        stage: Spot,
    ) -> Entry<'a> {
        let at = self.index(spot);
        let stage_at = if stage == spot { None } else { self.index(stage) };
        let text = |at: Option<usize>| at.map_or("", |at| &*self.0[at].1);
        Entry { at: text(at).into(), stage_at: text(stage_at).into(), ..entry }
    }

    /// As `src/service/echo.rs:15`, wherever the source stood when it was
    /// built.
    fn index(&mut self, spot: Spot) -> Option<usize> {
        let known = self.0.iter().position(|(known, _)| *known == spot);
        if known.is_some() || spot.line == 0 {
            return known;
        }
        let start = spot.file.rfind("src/").unwrap_or(0);
        let text = format!("{}:{}", &spot.file[start..], spot.line);
        self.0.push((spot, text));
        Some(self.0.len() - 1)
    }
}

impl<'a> Entry<'a> {
    pub fn of(event: &'a Event, places: &'a mut Places) -> Self {
        let Event { at: ns, conn, .. } = *event;
        let thread = event.thread.as_str().into();
        let entry = Entry { ns, conn, thread, ..Self::default() };
        match &event.what {
            What::Called(call, shown) => {
                let entry = called(entry, *call, shown);
                places.add(entry, shown.spot, shown.stage)
            }
            What::Held(call, took) => Entry {
                what: "held".into(),
                took: *took,
                first: call.word().into(),
                ..entry
            },
            What::Began(call, spot, stage) => Entry {
                open: true,
                what: call.word().into(),
                ..places.add(entry, *spot, *stage)
            },
            What::Queued { peers, more } => Entry {
                what: "queued".into(),
                peers: Some(peers.iter().map(SocketAddr::to_string).collect()),
                more: *more as u64,
                sampled: true,
                ..entry
            },
            What::Said(text) => said(entry, "said", text),
            What::Note(text) => said(entry, "note", text),
            What::Trouble(text) => said(entry, "trouble", text),
            what => lived(entry, what),
        }
    }

    /// A call that had not ended.
    pub fn open(open: &'a Open, places: &'a mut Places) -> Self {
        let entry = Entry {
            ns: open.since,
            thread: open.thread.as_str().into(),
            conn: open.conn,
            what: open.call.word().into(),
            open: true,
            ..Self::default()
        };
        places.add(entry, open.spot, open.stage)
    }
}

/// What happens in the life of a connection.
fn lived<'a>(entry: Entry<'a>, what: &'a What) -> Entry<'a> {
    match what {
        What::Accepted { peer, inside, .. } => Entry {
            what: "accepted".into(),
            peer: peer.to_string().into(),
            inside: *inside as u64,
            ..entry
        },
        What::Registered { peer, inside } => Entry {
            what: "registered".into(),
            peer: peer.to_string().into(),
            inside: *inside as u64,
            ..entry
        },
        What::Waits { ahead } => {
            Entry { what: "waits".into(), ahead: Some(*ahead as u64), ..entry }
        }
        What::Served { waited } => {
            Entry { what: "served".into(), took: *waited, ..entry }
        }
        What::Closed { moved, why } => Entry {
            what: "closed".into(),
            read: moved.map(|(read, _)| read),
            written: moved.map(|(_, written)| written),
            why: why.to_string().into(),
            ..entry
        },
        What::TurnedAway { peer, why } => Entry {
            what: "turned away".into(),
            peer: peer.to_string().into(),
            why: why.into(),
            ..entry
        },
        _ => entry,
    }
}

fn said<'a>(entry: Entry<'a>, what: &'a str, text: &'a str) -> Entry<'a> {
    let text = escape(text.as_bytes(), 400).into();
    Entry { what: what.into(), text, ..entry }
}

fn called<'a>(entry: Entry<'a>, call: Call, shown: &'a Shown) -> Entry<'a> {
    let error = shown.error.as_deref().unwrap_or_default();
    let moves =
        matches!(call, Call::Read | Call::Write | Call::Receive | Call::Send);
    let peer = shown.peer.map_or_else(String::new, |peer| peer.to_string());
    Entry {
        what: call.word().into(),
        took: shown.took,
        bytes: (moves && error.is_empty()).then_some(shown.moved as u64),
        first: first(&shown.first),
        error: error.into(),
        peer: peer.into(),
        ..entry
    }
}

/// Most messages need no escape, and then no memory.
fn first(bytes: &[u8]) -> Cow<'_, str> {
    let plain = |bytes: &[u8]| bytes.iter().all(|b| matches!(b, b' '..=b'~'));
    match str::from_utf8(bytes) {
        Ok(text) if bytes.len() <= FIRST && plain(bytes) => text.into(),
        _ => escape(bytes, FIRST).into(),
    }
}
