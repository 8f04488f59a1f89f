//! Who waits for whom, and how long: read from a state, for whoever draws it.

use super::state::{Client, Doing, State};
use crate::trace::letter;

/// Who was there a moment ago and is served now has not waited: a wait shorter
/// than this would only flicker.
const MOMENT: u64 = 100_000_000;

/// Somebody who waits.
#[derive(Debug, PartialEq)]
pub struct Waiter {
    /// 0 where it has no number yet.
    pub conn: u64,
    pub name: String,
    pub place: &'static str,
    /// Nanoseconds; at least, where it began before we were attached.
    pub waits: u64,
    pub early: bool,
}

/// The longest wait first.
pub struct Answer {
    pub waiters: Vec<Waiter>,
    /// Those without a name are counted, too.
    pub count: u64,
    /// For whom they wait, in words.
    pub reasons: Vec<String>,
    /// Whom the threads serve that they wait for: the connection, or 0, and
    /// what is said of it.
    pub servers: Vec<(u64, String)>,
}

impl Answer {
    pub fn new(state: &State) -> Self {
        let waiters = waiters(state);
        let unnamed = state.waiting.saturating_sub(
            state.clients.iter().filter(|one| one.waits).count() as u64,
        );
        let unnamed = unnamed.saturating_add(state.queued_more);
        let count = unnamed.saturating_add(waiters.len() as u64);
        let servers = state.clients.iter().filter(|one| serves(one));
        let servers = servers.map(|one| (one.conn, served(state, one)));
        let mut servers: Vec<_> = servers.collect();
        let held = state.threads.iter().filter(|one| one.held);
        servers.extend(held.map(|one| (0, idles(state, one))));
        if state.datagrams.is_some() {
            // Who takes, waits for who receives.
            let idle = state.threads.iter();
            let idle = idle.filter(|one| one.call != "take" && !one.held);
            servers.extend(idle.map(|one| (0, idles(state, one))));
        }
        Self { waiters, count, reasons: reasons(state), servers }
    }
}

fn serves(client: &Client) -> bool {
    !client.waits && !client.member
}

fn waiters(state: &State) -> Vec<Waiter> {
    let ours = state.clients.iter().filter(|one| one.waits);
    let ours = ours.zip(1..).map(|(one, nth)| Waiter {
        conn: one.conn,
        name: letter(one.conn).into(),
        place: place(state, nth),
        waits: state.now.saturating_sub(one.since),
        early: false,
    });
    let kernels = state.queued.iter().map(|one| Waiter {
        conn: 0,
        name: one.peer.clone(),
        place: "kernel's queue",
        waits: state.now.saturating_sub(one.since),
        early: one.early,
    });
    let buffer = state.datagrams.iter().filter(|all| all.waiting > 0);
    let buffer = buffer.map(|all| Waiter {
        conn: 0,
        name: "datagrams".into(),
        place: "receive buffer",
        waits: state.now.saturating_sub(all.since),
        early: all.early,
    });
    let all = ours.chain(kernels).chain(buffer);
    let mut all: Vec<_> = all.filter(|one| one.waits >= MOMENT).collect();
    all.sort_by_key(|one| std::cmp::Reverse((one.waits, one.early)));
    all
}

/// Where the `nth` of those waits that have no worker yet: for whom our queue
/// has no place, it stays with the acceptor.
pub fn place(state: &State, nth: u64) -> &'static str {
    match state.places {
        Some(places) if nth > places => "acceptor's hand",
        _ => "our queue",
    }
}

fn reasons(state: &State) -> Vec<String> {
    let State { inside, limit, waiting, .. } = *state;
    let mut reasons = Vec::new();
    if limit > 0 && inside >= limit {
        let text = "no place is free";
        reasons.push(format!("{text}: {inside} of {limit} are inside"));
    }
    if let Some(places) = state.places
        && waiting > places
    {
        reasons.push("our queue is full: the acceptor waits as well".into());
    }
    reasons
}

/// What the thread of a client does for it.
fn served(state: &State, client: &Client) -> String {
    let who = letter(client.conn);
    let Doing { thread, call, held, early, .. } = &client.doing;
    let thread = if thread.is_empty() { "a worker" } else { thread };
    let does = match &**call {
        _ if *held => format!("is held at a gate, with {who}"),
        "read" => format!("waits for {who} to send"),
        "write" => format!("waits for {who} to read"),
        "think" => format!("thinks for {who}"),
        "lock" => format!("waits for a lock, for {who}"),
        "" if *early => format!("is busy with {who}"),
        "" => format!("works for {who}"),
        other => format!("is in {other} for {who}"),
    };
    format!("{thread} {does}{}", how_long(state, &client.doing))
}

fn idles(state: &State, doing: &Doing) -> String {
    let does = match &*doing.call {
        _ if doing.held => "is held at a gate",
        "receive" => "waits for a datagram",
        "send" => "waits for room to send",
        "think" => "thinks",
        "" if doing.early => "is busy, or waits for a datagram",
        _ => "works",
    };
    format!("{} {does}{}", doing.thread, how_long(state, doing))
}

fn how_long(state: &State, doing: &Doing) -> String {
    if doing.early {
        return " (since attached)".into();
    }
    if doing.call.is_empty() {
        return String::new();
    }
    format!("  {}", seconds(state.now.saturating_sub(doing.since)))
}

/// Nanoseconds for people: `12.3 s`, and `1:02:03` from ten minutes on.
pub fn seconds(ns: u64) -> String {
    let whole = ns / 1_000_000_000;
    if whole < 600 {
        return format!("{whole}.{} s", ns / 100_000_000 % 10);
    }
    let (hours, minutes, seconds) = (whole / 3600, whole / 60 % 60, whole % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}
