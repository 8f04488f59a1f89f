//! Its port is its own again, at once.

use super::Probe;
use crate::check::bench::Bench;
use crate::check::finding::{Fault, Kept, broken};
use crate::check::peer::PATIENCE;
use crate::check::said::late;
use crate::check::subject::Host;
use std::time::Duration;

pub const RESTART: Probe = Probe {
    name: "restart",
    level: 5,
    promise: "it starts again at once on the same port",
    hint: "connections that the server ended first stay in TIME_WAIT for a \
           minute: set SO_REUSEADDR on the listening socket before bind",
    descriptors: None,
    after: None,
    play,
};

fn play(bench: &Bench, host: &mut Host) -> Kept {
    if host.pid().is_none() {
        let why = "only a server that we have started can be started again";
        return Err(Fault::Untold(why.into()));
    }
    let mut inside = host.come()?;
    inside.is_answered(b"I stay\n", PATIENCE);
    // It ends first, and so its side is the one that waits.
    host.ask_to_end();
    bench.until(Duration::from_secs(2), || host.fate().is_some());
    host.end();
    inside.hear(1, PATIENCE);
    drop(inside);
    bench.go_on()?;
    let again = bench.start(None, Some(host.addr));
    let sent = "SIGTERM with a client inside, and the same command again";
    let expected = "to listen on the same port at once";
    let again = again.map_err(|why| broken(sent, expected, why))?;
    let mut next = again.come()?;
    if !next.is_answered(b"back?\n", PATIENCE) {
        return Err(broken(
            sent,
            expected,
            late("it listens, and answers nobody"),
        ));
    }
    Ok("it was started again on its port, and answered".into())
}
