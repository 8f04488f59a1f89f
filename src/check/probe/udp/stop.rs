//! It ends when it is asked to.

use crate::check::bench::Bench;
use crate::check::finding::Kept;
use crate::check::peer::PATIENCE;
use crate::check::probe::{Probe, stop};
use crate::check::sender::Sender;
use crate::check::subject::Host;

pub const STOP: Probe = Probe {
    name: "stop",
    level: 5,
    promise: "it ends within 2 s of a SIGTERM",
    hint: "a receive that waits for ever must be woken: by the signal, by a \
           shutdown of the socket, or by a time-out",
    descriptors: None,
    after: None,
    play,
};

fn play(bench: &Bench, host: &mut Host) -> Kept {
    let sender = Sender::to(host.addr)?;
    sender.is_answered(b"I stay", PATIENCE);
    stop::ends(bench, host, "SIGTERM, after an answer")
}
