//! An event as a line of the log, in the manner of tcpserver: 72 columns with
//! the widest IPv4 peer, or 40.

use super::paint::paint;
use super::text::{cut, escape, quote};
use super::{Call, Event, Kinds, Shown, What};
use std::time::Duration;

const WIDE: usize = 72;
const BRIEF: usize = 40;

/// How the log is written. `start` is when the server started (see
/// `Event::at`).
#[derive(Clone, Copy)]
pub struct Manner {
    pub start: u64,
    pub wants: Kinds,
    pub brief: bool,
    pub colour: bool,
}

/// Without its newline; None for what this manner does not show.
pub fn line(event: &Event, manner: Manner) -> Option<String> {
    let took = match &event.what {
        What::Called(_, shown) => shown.took,
        _ => 0,
    };
    let seconds = secs((event.at + took).saturating_sub(manner.start));
    let who = match event.conn {
        0 => String::new(),
        id => format!("#{id} "),
    };
    let (width, head) = if manner.brief {
        (BRIEF, format!("{seconds:>5.1} {who}"))
    } else {
        (WIDE, format!("{seconds:>6.1} {:<10} {who}", event.thread))
    };
    let text = text(event, manner, width.saturating_sub(head.len()))?;
    let line = format!("{head}{text}");
    let line = if manner.brief { cut(line, BRIEF) } else { line };
    Some(if manner.colour { colour(line, event, &who) } else { line })
}

/// `room` is how many columns are left for what a peer sent.
fn text(event: &Event, manner: Manner, room: usize) -> Option<String> {
    Some(match &event.what {
        What::Accepted { inside, .. } if manner.brief => {
            format!("accepted ({inside} inside)")
        }
        What::Accepted { peer, inside, local: Some(local) }
            if manner.wants.has(Kinds::CALLS) =>
        {
            let id = event.conn;
            let more = format!("\n{:18}#{id} {peer} -> {local}", "");
            format!("{peer} accepted ({inside} inside){more}")
        }
        What::Accepted { peer, inside, .. } => {
            format!("{peer} accepted ({inside} inside)")
        }
        What::Registered { inside, .. } if manner.brief => {
            format!("registered ({inside} inside)")
        }
        What::Registered { peer, inside } => {
            format!("{peer} registered ({inside} inside)")
        }
        What::Waits { ahead } => format!("waits ({ahead} ahead)"),
        What::Served { waited } => {
            format!("served after {:.1} s", secs(*waited))
        }
        What::Closed { why, .. } if manner.brief => format!("closed: {why}"),
        What::Closed { moved: None, why } => {
            format!("closed: bytes unknown, {why}")
        }
        What::Closed { moved: Some((read, written)), why } => {
            format!("closed: {read} B in, {written} B out, {why}")
        }
        What::TurnedAway { why, .. } if manner.brief => {
            format!("turned away ({why})")
        }
        What::TurnedAway { peer, why } => {
            format!("{peer} turned away ({why})")
        }
        What::Called(Call::Accept | Call::Take, _) => return None,
        What::Called(call, shown) => called(*call, shown, room),
        What::Began(..) | What::Held(..) | What::Queued { .. } => return None,
        What::Said(text) => escape(text.as_bytes(), room),
        What::Note(text) | What::Trouble(text) => {
            escape(text.replace('\n', " ").as_bytes(), 400)
        }
    })
}

fn called(call: Call, shown: &Shown, room: usize) -> String {
    if let Some(error) = &shown.error {
        return format!("{call}: {error}");
    }
    let head = match (call, shown.peer) {
        (Call::Read | Call::Write, _) => format!("{call} {}", shown.moved),
        (Call::Receive, Some(from)) => {
            format!("{call} {} from {from}", shown.moved)
        }
        (Call::Send, Some(to)) => format!("{call} {} to {to}", shown.moved),
        _ => return format!("{call} {:.1} s", secs(shown.took)),
    };
    if shown.moved == 0 && call == Call::Read {
        return format!("{head} (end-of-file)");
    }
    let left = room.saturating_sub(head.len() + 3).max(8);
    let bytes = quote(&shown.first, left);
    let ctrl_c = call == Call::Read && shown.first.starts_with(b"\xff\xf4");
    let hint = if ctrl_c { TELNET } else { "" };
    format!("{head} {bytes}{hint}")
}

const TELNET: &str = "\n                  \
    telnet's Ctrl-C: leave with Ctrl-] then quit";

fn secs(nanoseconds: u64) -> f64 {
    Duration::from_nanos(nanoseconds).as_secs_f64()
}

/// Each connection has a colour of its own.
fn colour(line: String, event: &Event, who: &str) -> String {
    let who = who.trim_end();
    if matches!(event.what, What::Trouble(_)) {
        return format!("\x1b[38;5;160m{line}\x1b[0m");
    }
    if who.is_empty() {
        return line;
    }
    let colour = paint(event.conn).terminal;
    line.replacen(who, &format!("\x1b[38;5;{colour}m{who}\x1b[0m"), 1)
}
