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

/// What a terminal would obey, each with its name. The words around them tell
/// them from the server's own colours.
const HOSTILE: [(&str, &str); 5] = [
    ("an escape sequence (ESC)", "\x1b]0;owned\x07"),
    ("a line that is cleared (CR ESC)", "\r\x1b[2Kowned"),
    ("a C1 control", "\u{9b}31mowned"),
    ("a change of direction (U+202E)", "\u{202e}denwo"),
    ("a bell", "\x07owned"),
];

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
    if host.pid().is_none() {
        let why = "only a server that we have started has a log that we see";
        return Err(Fault::Untold(why.into()));
    }
    for (_, text) in HOSTILE {
        say(host, text)?;
    }
    let found = |host: &Host| {
        let text = host.written();
        let holds = |raw: &[u8]| text.windows(raw.len()).any(|at| at == raw);
        HOSTILE.iter().find(|(_, raw)| holds(raw.as_bytes())).map(|one| one.0)
    };
    bench.until(MOMENT, || found(host).is_some());
    // What it still holds back, it writes at its end.
    host.ask_to_end();
    bench.until(Duration::from_secs(1), || host.fate().is_some());
    if let Some(what) = found(host) {
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
