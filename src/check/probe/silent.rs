//! Somebody connects and says nothing; who comes next must not wait for it.

use super::Probe;
use crate::check::bench::Bench;
use crate::check::finding::{Kept, broken};
use crate::check::peer::{PATIENCE, Peer};
use crate::check::said::lasting;
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
    if !next.is_answered(b"anybody there?\n", PATIENCE) {
        drop(silent);
        let after = match next.hear(15, PATIENCE).bytes.is_empty() {
            true => "and none after the silent one had left",
            false => "and one as soon as the silent one had left",
        };
        return Err(broken(
            "nothing from a first client, a line from a second",
            "the second one's line back",
            format!("no answer in {}, {after}", lasting(PATIENCE)),
        ));
    }
    Ok("a second client was answered while the first said nothing".into())
}
