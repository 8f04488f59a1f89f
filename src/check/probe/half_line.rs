//! Somebody begins a line and stops in the middle of it.

use super::Probe;
use crate::check::bench::Bench;
use crate::check::finding::{Kept, broken};
use crate::check::peer::{PATIENCE, said};
use crate::check::said::Miss;
use crate::check::subject::Host;
use std::thread::sleep;
use std::time::Duration;

pub const HALF_LINE: Probe = Probe {
    name: "half-line",
    level: 3,
    promise: "a newcomer is answered while another is in mid-line",
    hint: "a server that learns by poll or select that bytes are there, and \
           then reads to the end of the line, waits for who sent half of one",
    descriptors: None,
    after: Some("silent"),
    play,
};

fn play(_: &Bench, host: &mut Host) -> Kept {
    let mut slow = host.come()?;
    let half = "half a li";
    let sent = "half a line from a first client, a line from a second";
    let fail = |seen: Miss| broken(sent, "the second one's line back", seen);
    slow.say(half.as_bytes()).map_err(|e| fail(said(&e).into()))?;
    // Long enough to be read alone.
    sleep(Duration::from_millis(50));
    let mut next = host.come()?;
    if let Some(seen) = next.miss(b"a whole line\n", PATIENCE) {
        return Err(fail(seen));
    }
    slow.say(b"ne\n").map_err(|e| fail(said(&e).into()))?;
    let whole = b"half a line\n";
    match slow.hear(whole.len(), PATIENCE).unlike(whole) {
        Some(seen) => Err(broken(
            "the other half of the first one's line, after the second was \
             answered",
            "its whole line back",
            seen,
        )),
        None => Ok("a second client was answered between the halves of the \
                    first one's line"
            .into()),
    }
}
