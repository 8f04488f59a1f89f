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

pub const EXPECTED: &str = "to have the same port at once";

fn play(bench: &Bench, host: &mut Host) -> Kept {
    let sent = "SIGTERM with a client inside, and the same command again";
    let mut inside = host.come()?;
    inside.is_answered(b"I stay\n", PATIENCE);
    // It ends first, and so its side is the one that waits.
    let end = || drop(inside.hear(1, PATIENCE));
    let again = again(bench, host, sent, end)?;
    if !again.come()?.is_answered(b"back?\n", PATIENCE) {
        let seen = late("it listens, and answers nobody");
        return Err(broken(sent, EXPECTED, seen));
    }
    Ok(BACK.into())
}

pub const BACK: &str = "it was started again on its port, and answered";

/// Ends it, and starts the same command on its port.
pub fn again(
    bench: &Bench,
    host: &mut Host,
    sent: &str,
    meanwhile: impl FnOnce(),
) -> Result<Host, Fault> {
    host.started("started again")?;
    host.ask_to_end();
    bench.until(Duration::from_secs(2), || host.fate().is_some());
    host.end();
    meanwhile();
    bench.go_on()?;
    let again = bench.start(None, Some(host.addr));
    again.map_err(|why| broken(sent, EXPECTED, why.to_string()))
}
