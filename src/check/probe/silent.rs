//! Somebody connects and says nothing; who comes next must not wait for it.

use super::Probe;
use crate::check::bench::Bench;
use crate::check::finding::{Kept, broken};
use crate::check::peer::{PATIENCE, Peer};
use crate::check::subject::Host;

pub const SILENT: Probe = Probe {
    name: "silent",
    level: 3,
    promise: "a newcomer is answered while another is silent",
    hint: "while you wait for one client's bytes, who accepts and serves the \
           next? Connecting proves nothing: the kernel does that alone",
    descriptors: None,
    play,
};

fn play(_: &Bench, host: &mut Host) -> Kept {
    let silent = Peer::come(host.addr)?;
    let mut next = Peer::come(host.addr)?;
    if let Some(seen) = next.miss(LINE, PATIENCE) {
        drop(silent);
        let after = match next.hear(LINE.len(), PATIENCE).unlike(LINE) {
            None => "; its line came as soon as the first had left",
            Some(_) => "",
        };
        return Err(broken(
            "nothing from a first client, a line from a second",
            "the second one's line back",
            format!("{seen}{after}"),
        ));
    }
    Ok("a second client was answered while the first said nothing".into())
}

const LINE: &[u8] = b"anybody there?\n";
