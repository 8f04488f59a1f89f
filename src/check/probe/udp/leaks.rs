//! Whoever has had its answer is forgotten.

use crate::check::bench::Bench;
use crate::check::finding::{Fault, Kept, broken};
use crate::check::peer::PATIENCE;
use crate::check::probe::Probe;
use crate::check::probe::left::Has;
use crate::check::said::late;
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
    let Some(pid) = host.pid() else {
        let why = "only a server that we have started can be looked into";
        return Err(Fault::Untold(why.into()));
    };
    ask(bench, host, 20)?;
    let Some(before) = Has::of(pid) else {
        return Err(Fault::Untold("this system has no /proc".into()));
    };
    ask(bench, host, 200)?;
    let (now, more) = Has::settled(bench, pid, before);
    if !more.is_empty() {
        return Err(broken(
            "a datagram from each of 200 senders",
            "as many descriptors, threads and processes as before, and no more \
             memory",
            late(more.join(", ")),
        ));
    }
    Ok(format!("after 200 senders: {now}"))
}

fn ask(bench: &Bench, host: &Host, senders: usize) -> Result<(), Fault> {
    for _ in 0..senders {
        bench.go_on()?;
        // What gets lost is another probe's.
        Sender::to(host.addr)?.is_answered(b"hello and goodbye", PATIENCE);
    }
    Ok(())
}
