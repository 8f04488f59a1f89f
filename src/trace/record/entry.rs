//! An event as an entry of a recording.

use super::super::{Call, Event, Open, Shown, Spot, What, escape};
use super::format::Entry;
use std::borrow::Cow;
use std::net::SocketAddr;

/// As many characters of a message as an entry holds.
const FIRST: usize = 24;

impl<'a> From<&'a Event> for Entry<'a> {
    fn from(event: &'a Event) -> Self {
        let Event { at: ns, conn, .. } = *event;
        let thread = event.thread.as_str().into();
        let entry = Entry { ns, conn, thread, ..Self::default() };
        match &event.what {
            What::Called(call, shown) => called(entry, *call, shown),
            What::Held(call, took) => Entry {
                what: "held".into(),
                took: *took,
                first: call.word().into(),
                ..entry
            },
            What::Began(call, spot, stage) => Entry {
                open: true,
                what: call.word().into(),
                ..at(entry, spot, stage)
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
        ..at(entry, &shown.spot, &shown.stage)
    }
}

/// Most messages need no escape, and then no memory.
fn first(bytes: &[u8]) -> Cow<'_, str> {
    match str::from_utf8(bytes) {
        Ok(text)
            if bytes.len() <= FIRST
                && bytes.iter().all(|b| (b' '..=b'~').contains(b)) =>
        {
            text.into()
        }
        _ => escape(bytes, FIRST).into(),
    }
}

fn at<'a>(entry: Entry<'a>, spot: &Spot, stage: &Spot) -> Entry<'a> {
    let stage_at = if stage == spot { Cow::default() } else { place(stage) };
    Entry { at: place(spot), stage_at, ..entry }
}

/// As `src/service/echo.rs:15`, wherever the source stood when it was built.
fn place(spot: &Spot) -> Cow<'static, str> {
    if spot.line == 0 {
        return Cow::default();
    }
    let file = spot.file.rfind("src/").map_or("", |at| &spot.file[at..]);
    format!("{file}:{}", spot.line).into()
}

impl From<&Open> for Entry<'static> {
    fn from(open: &Open) -> Self {
        let entry = Entry {
            ns: open.since,
            thread: open.thread.to_string().into(),
            conn: open.conn,
            what: open.call.word().into(),
            open: true,
            ..Self::default()
        };
        at(entry, &open.spot, &open.stage)
    }
}
