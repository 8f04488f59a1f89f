//! What a client sends must not reach the operator's terminal as it is.

use super::Probe;
use crate::check::bench::Bench;
use crate::check::finding::{Fault, Kept, broken};
use crate::check::peer::{MOMENT, PATIENCE};
use crate::check::subject::Host;
use std::time::Duration;

pub const LOG: Probe = Probe {
    name: "log",
    level: 5,
    promise: "control characters of a client stay out of its log",
    hint: "what a peer sent is escaped before it is printed: ESC sequences \
           repaint a terminal, and a newline forges a line of the log",
    descriptors: None,
    after: None,
    play,
};

/// What a terminal would obey, or who reads the log would believe. The words
/// around them tell them from the server's own colours, and lines.
const HOSTILE: &[&str] = &[
    "\x1b]0;owned\x07",
    "\r\x1b[2Kowned",
    "\u{9b}31mowned",
    "\u{202e}denwo",
    "\x07owned",
    "\nroot logged in from 127.0.0.1\n",
];
const NAMES: [&str; 6] = [
    "an escape sequence (ESC)",
    "a line that is cleared (CR ESC)",
    "a C1 control",
    "a change of direction (U+202E)",
    "a bell",
    "a newline, and with it a line of the client's own",
];

/// More than any language keeps before it writes to a pipe: what was still
/// kept at a SIGTERM would never be seen.
const ENOUGH: usize = 64 << 10;

fn play(bench: &Bench, host: &mut Host) -> Kept {
    kept_clean(bench, host, |host, text| {
        let line = format!("{text}\n");
        host.come()?.is_answered(line.as_bytes(), PATIENCE);
        Ok(())
    })
}

/// Says all of it, and looks for it in what the server writes.
pub fn kept_clean(
    bench: &Bench,
    host: &mut Host,
    mut say: impl FnMut(&Host, &str) -> Result<(), Fault>,
) -> Kept {
    host.started("listened to")?;
    host.watch(HOSTILE);
    for text in HOSTILE {
        say(host, &format!("hello{text}"))?;
    }
    // As many in one as a server reads at a time, mostly.
    let all: String = HOSTILE.iter().map(|it| format!("hello{it}")).collect();
    let all = all.repeat(4096 / all.len());
    let mut said = 0;
    while said < ENOUGH && host.came().is_none() {
        bench.go_on()?;
        say(host, &all)?;
        said += all.len();
    }
    bench.until(MOMENT, || host.came().is_some());
    // What it still holds back, it writes at its end.
    host.ask_to_end();
    bench.until(Duration::from_secs(1), || host.fate().is_some());
    if let Some(raw) = host.came() {
        host.end(); // how it ended says nothing: we wanted it
        let nth = HOSTILE.iter().position(|one| *one == raw);
        let what = nth.and_then(|nth| NAMES.get(nth)).unwrap_or(&"one");
        return Err(broken(
            "lines with control characters",
            "nothing of them raw on its output",
            format!("{what}, as it was sent"),
        ));
    }
    Ok(match host.written().is_empty() {
        true => "it wrote no log".into(),
        false => "what it wrote held none of them raw".into(),
    })
}
