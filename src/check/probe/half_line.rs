//! Somebody begins a line and stops in the middle of it.

use super::Probe;
use crate::check::bench::Bench;
use crate::check::finding::{Kept, broken};
use crate::check::peer::{PATIENCE, Peer};
use crate::check::subject::Host;

pub const HALF_LINE: Probe = Probe {
    name: "half-line",
    level: 3,
    promise: "a newcomer is answered while another is in mid-line",
    hint: "a server that learns by poll or select that bytes are there, and \
           then reads to the end of the line, waits for who sent half of one",
    descriptors: None,
    play,
};

fn play(_: &Bench, host: &mut Host) -> Kept {
    let mut slow = Peer::come(host.addr)?;
    let half = "half a li";
    let sent = "half a line from a first client, a line from a second";
    let fail = |seen: String| broken(sent, "the second one's line back", seen);
    slow.say(half.as_bytes()).map_err(|e| fail(e.to_string()))?;
    let mut next = Peer::come(host.addr)?;
    if let Some(seen) = next.miss(b"a whole line\n", PATIENCE) {
        return Err(fail(seen));
    }
    slow.say(b"ne\n").map_err(|e| fail(e.to_string()))?;
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
