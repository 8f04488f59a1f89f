//! Whoever has had its answer is forgotten.

use crate::check::bench::Bench;
use crate::check::finding::{Fault, Kept};
use crate::check::peer::PATIENCE;
use crate::check::probe::Probe;
use crate::check::probe::left;
use crate::check::sender::Sender;
use crate::check::subject::Host;

pub const LEAKS: Probe = Probe {
    name: "leaks",
    level: 4,
    promise: "200 senders that had their answers leave nothing behind",
    hint: "one socket is enough for all senders; what is kept for each of \
           them (a socket, a thread, a buffer) needs an end: nobody says \
           goodbye over UDP",
    descriptors: None,
    after: None,
    play,
};

fn play(bench: &Bench, host: &mut Host) -> Kept {
    let sent = "a datagram from each of 200 senders";
    left::nothing(bench, host, (sent, "senders"), |n| ask(bench, host, n))
}

fn ask(bench: &Bench, host: &Host, senders: usize) -> Result<(), Fault> {
    for _ in 0..senders {
        bench.go_on()?;
        // What gets lost is another probe's.
        Sender::to(host.addr)?.is_answered(b"hello and goodbye", PATIENCE);
    }
    Ok(())
}
