//! Who is inside, a row each, and then the threads that serve nobody now.

use super::answer::{place, seconds};
use super::state::{Client, Doing, State};
use crate::trace::{letter, paint};
use ratatui::style::{Color, Style, Stylize};
use ratatui::text::{Line, Span};

pub struct Rows {
    pub header: Line<'static>,
    pub rows: Vec<Line<'static>>,
}

/// A connection's colour, where colours are wanted.
pub fn ink(conn: u64, colour: bool) -> Style {
    match conn {
        1.. if colour => Style::new().fg(Color::Indexed(paint(conn).terminal)),
        _ => Style::new(),
    }
}

pub fn rows(state: &State, width: usize, colour: bool) -> Rows {
    let peer = state.clients.iter().map(|one| one.peer.len());
    // The other columns need 54; a wide peer is cut before them.
    let peer = peer.max().unwrap_or(0).max(15).min(width.saturating_sub(54));
    let header = format!(
        " {:>8}  {:peer$.peer$}  {:<11} {:<10} {:>14}  {}",
        "who", "peer", "thread", "is in", "for", "bytes in/out"
    );
    let mut waiting = 0;
    let rows = state.clients.iter().map(|one| {
        waiting += u64::from(one.waits);
        row(state, one, place(state, waiting), peer, colour)
    });
    let mut rows: Vec<Line> = rows.collect();
    let more = state.inside.saturating_sub(rows.len() as u64);
    if more > 0 {
        rows.push(Line::from(format!(" {:>8}  and {more} more", "")));
    }
    rows.extend(state.threads.iter().map(|doing| {
        let call = call(&blocked(doing), &time(state, doing));
        let thread = &doing.thread;
        Line::from(format!(" {:>8}  {:peer$}  {thread:<11} {call}", "", ""))
    }));
    Rows { header: Line::from(header).dim(), rows }
}

fn row(
    state: &State,
    client: &Client,
    queue: &str,
    peer: usize,
    colour: bool,
) -> Line<'static> {
    let Client { conn, peer: addr, doing, .. } = client;
    let (place, thread, time) = if client.waits {
        let waits = state.now.saturating_sub(client.since);
        (queue.into(), "-", seconds(waits))
    } else if client.member {
        let since = state.now.saturating_sub(client.since);
        ("the room".into(), "-", seconds(since))
    } else {
        let known = !doing.thread.is_empty();
        let thread = if known { &*doing.thread } else { "?" };
        (blocked(doing), thread, time(state, doing))
    };
    let moved = match client.moved {
        Some((read, written)) => format!("{read}/{written}"),
        None => "-".into(),
    };
    let who = format!(" {:>6} {}  ", format!("#{conn}"), letter(*conn));
    Line::from(vec![
        Span::styled(who, ink(*conn, colour).bold()),
        Span::from(format!("{addr:peer$.peer$}  {thread:<11} ")),
        Span::from(format!("{}  {moved}", call(&place, &time))),
    ])
}

/// Two columns; a long first one takes room from the second.
fn call(place: &str, time: &str) -> String {
    let room = 24 - place.chars().count().clamp(10, 24);
    format!("{place:<10} {time:>room$}")
}

fn blocked(doing: &Doing) -> String {
    match &*doing.call {
        call if doing.held => format!("held before {call}"),
        "" => "runs".into(),
        call => call.into(),
    }
}

fn time(state: &State, doing: &Doing) -> String {
    match doing {
        Doing { early: true, .. } => "since attached".into(),
        Doing { call, .. } if call.is_empty() => String::new(),
        doing => seconds(state.now.saturating_sub(doing.since)),
    }
}
