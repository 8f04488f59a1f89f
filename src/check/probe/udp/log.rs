//! What a sender wrote must not reach the operator's terminal as it is.

use crate::check::bench::Bench;
use crate::check::finding::Kept;
use crate::check::peer::PATIENCE;
use crate::check::probe::{Probe, log};
use crate::check::sender::Sender;
use crate::check::subject::Host;

pub const LOG: Probe = Probe {
    name: "log",
    level: 5,
    promise: log::LOG.promise,
    hint: log::LOG.hint,
    descriptors: None,
    after: None,
    play,
};

fn play(bench: &Bench, host: &mut Host) -> Kept {
    let sender = Sender::to(host.addr)?;
    log::kept_clean(bench, host, |_, text| {
        sender.is_answered(text.as_bytes(), PATIENCE);
        Ok(())
    })
}
