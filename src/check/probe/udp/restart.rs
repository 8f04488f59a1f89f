//! Its port is its own again, at once.

use crate::check::bench::Bench;
use crate::check::finding::{Fault, Kept, broken};
use crate::check::peer::PATIENCE;
use crate::check::probe::Probe;
use crate::check::said::late;
use crate::check::sender::Sender;
use crate::check::subject::Host;
use std::time::Duration;

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
    if host.pid().is_none() {
        let why = "only a server that we have started can be started again";
        return Err(Fault::Untold(why.into()));
    }
    host.ask_to_end();
    bench.until(Duration::from_secs(2), || host.fate().is_some());
    host.end();
    bench.go_on()?;
    let again = bench.start(None, Some(host.addr));
    let sent = "SIGTERM, and the same command again";
    let expected = "to have the same port at once";
    let again = again.map_err(|why| broken(sent, expected, why))?;
    if !Sender::to(again.addr)?.is_answered(b"back?", PATIENCE) {
        return Err(broken(sent, expected, late("it answers nobody")));
    }
    Ok("it was started again on its port, and answered".into())
}
