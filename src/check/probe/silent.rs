//! Somebody connects and says nothing; who comes next must not wait for it.

use super::Probe;
use crate::check::bench::Bench;
use crate::check::finding::{Kept, broken};
use crate::check::peer::PATIENCE;
use crate::check::said::Miss;
use crate::check::subject::Host;

pub const SILENT: Probe = Probe {
    name: "silent",
    level: 3,
    promise: "a newcomer is answered while another is silent",
    hint: "while you wait for one client's bytes, who accepts and serves the \
           next? Connecting proves nothing: the kernel does that alone",
    descriptors: None,
    after: None,
    play,
};

fn play(_: &Bench, host: &mut Host) -> Kept {
    let mut silent = host.come()?;
    let mut next = host.come()?;
    if let Some(seen) = next.miss(LINE, PATIENCE) {
        drop(silent);
        let after = next.hear(LINE.len(), PATIENCE);
        let seen = match after.unlike(LINE) {
            // That is no chance.
            None => Miss::from(format!(
                "{}; its line came as soon as the first had left",
                seen.seen
            )),
            Some(_) => seen,
        };
        return Err(broken(
            "nothing from a first client, a line from a second",
            "the second one's line back",
            seen,
        ));
    }
    // Who was let go to make room is not served at the same time.
    if let Some(seen) = silent.miss(LINE, PATIENCE) {
        return Err(broken(
            "nothing from a first client, a line from a second; then a line \
             from the first",
            "the first one's line back, too",
            seen,
        ));
    }
    Ok("a second client was answered while the first said nothing; then the \
        first was, too"
        .into())
}

const LINE: &[u8] = b"anybody there?\n";
