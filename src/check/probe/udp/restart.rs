//! Its port is its own again, at once.

use crate::check::bench::Bench;
use crate::check::finding::{Kept, broken};
use crate::check::peer::PATIENCE;
use crate::check::probe::Probe;
use crate::check::probe::restart::{BACK, EXPECTED, again};
use crate::check::said::late;
use crate::check::sender::Sender;
use crate::check::subject::Host;

pub const RESTART: Probe = Probe {
    name: "restart",
    level: 5,
    promise: "it starts again at once on the same port",
    hint: "no child may keep the socket open when the server has ended",
    descriptors: None,
    after: None,
    play,
};

fn play(bench: &Bench, host: &mut Host) -> Kept {
    let sent = "SIGTERM, and the same command again";
    let again = again(bench, host, sent, || ())?;
    if !Sender::to(again.addr)?.is_answered(b"back?", PATIENCE) {
        return Err(broken(sent, EXPECTED, late("it answers nobody")));
    }
    Ok(BACK.into())
}
