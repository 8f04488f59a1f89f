//! TCP has no messages: one line may come in pieces, two may come in one.

use super::Probe;
use crate::check::bench::Bench;
use crate::check::finding::{Kept, broken};
use crate::check::peer::PATIENCE;
use crate::check::subject::Host;
use std::time::Duration;

pub const SPLIT: Probe = Probe {
    name: "split",
    level: 2,
    promise: "a line in pieces, and two lines in one piece, come back",
    hint: "what one read returns is no message: it may be a part of one, or \
           more than one; add nothing and drop nothing between reads",
    descriptors: None,
    after: None,
    play,
};

const PIECES: [&str; 4] = ["one li", "ne in p", "ieces\ntwo", " lines\n"];
/// Long enough for a piece to be read alone, also on a busy machine.
const PAUSE: Duration = Duration::from_millis(150);

fn play(_: &Bench, host: &mut Host) -> Kept {
    let mut peer = host.come()?;
    let mut back = Vec::new();
    for piece in PIECES {
        // What can't be sent is missed below.
        let _ = peer.say(piece.as_bytes());
        // Until it was read alone: who answers line by line says nothing yet.
        back.extend(peer.hear(piece.len(), PAUSE).bytes);
    }
    let all = PIECES.concat();
    let mut heard = peer.hear(all.len() - back.len(), PATIENCE);
    back.append(&mut heard.bytes);
    heard.bytes = back;
    match heard.unlike(all.as_bytes()) {
        Some(seen) => Err(broken(
            "two lines in four pieces, each after a pause",
            "the same bytes, however they are divided",
            seen,
        )),
        None => Ok("two lines sent in four pieces came back".into()),
    }
}
