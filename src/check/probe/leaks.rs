//! Whoever has left is forgotten: no descriptor, thread, process or memory
//! stays.

use super::Probe;
use super::left::Has;
use crate::check::bench::Bench;
use crate::check::finding::{Fault, Kept, broken};
use crate::check::said::late;
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

const CLIENTS: usize = 200;

fn play(bench: &Bench, host: &mut Host) -> Kept {
    let Some(pid) = host.pid() else {
        let why = "only a server that we have started can be looked into";
        return Err(Fault::Untold(why.into()));
    };
    // A pool may start with the first who come.
    come_and_go(bench, host, 20)?;
    let Some(before) = Has::of(pid) else {
        return Err(Fault::Untold("this system has no /proc".into()));
    };
    come_and_go(bench, host, CLIENTS)?;
    let (now, more) = Has::settled(bench, pid, before);
    if !more.is_empty() {
        return Err(broken(
            "200 clients, one after the other; every second one leaves with a \
             reset",
            "as many descriptors, threads and processes as before, and no more \
             memory",
            late(more.join(", ")),
        ));
    }
    Ok(format!("after 200 clients: {now}"))
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
