//! Whoever has left is forgotten: no descriptor, thread, process or memory
//! stays.

use super::Probe;
use super::left;
use crate::check::bench::Bench;
use crate::check::finding::{Fault, Kept, broken};
use crate::check::subject::Host;

pub const LEAKS: Probe = Probe {
    name: "leaks",
    level: 4,
    promise: "200 clients that came and left leave nothing behind",
    hint: "close each connection on every way out, also after an error; let \
           threads end or wait for the next client; wait for children that \
           have ended (else each stays as a zombie); keep no list of clients \
           that only grows",
    descriptors: None,
    after: None,
    play,
};

fn play(bench: &Bench, host: &mut Host) -> Kept {
    let sent = "200 clients, one after the other; every second one leaves with \
                a reset";
    let who = "clients";
    left::nothing(bench, host, (sent, who), |n| come_and_go(bench, host, n))
}

fn come_and_go(
    bench: &Bench,
    host: &Host,
    clients: usize,
) -> Result<(), Fault> {
    for nth in 0..clients {
        bench.go_on()?;
        let peer = bench.newcomer(host, b"hello and goodbye\n")?;
        let peer = peer.map_err(|miss| {
            let sent = format!("a line from client {} of {clients}", nth + 1);
            broken(sent, "the same line", miss)
        })?;
        if nth % 2 == 1 {
            let _ = peer.reset(); // then it leaves with an end
        }
    }
    Ok(())
}
