//! No descriptors left: accept fails, again and again.

use super::Probe;
use crate::check::bench::Bench;
use crate::check::finding::{Fault, Kept, broken};
use crate::check::peer::PATIENCE;
use crate::check::said::late;
use crate::check::subject::Host;
use crate::hosted::{Turns, taken};
use socket2::{Domain, Socket, Type};
use std::time::Duration;

pub const DESCRIPTORS: Probe = Probe {
    name: "descriptors",
    level: 5,
    promise: "it rests when no descriptor is left, and goes on when some are",
    hint: "accept that fails with EMFILE fails at once again: wait before the \
           next try, or for somebody to leave; and don't end",
    descriptors: Some(MOST),
    after: None,
    play,
};

/// What its server may open: enough for any language to start.
const MOST: u32 = 64;
const CLIENTS: usize = 100;

fn play(bench: &Bench, host: &mut Host) -> Kept {
    let Some(pid) = host.pid() else {
        let why = "only a server that we have started can be bounded";
        return Err(Fault::Untold(why.into()));
    };
    let fail = |e| Fault::Untold(format!("our own sockets: {e}"));
    let mut all = Vec::new();
    for _ in 0..CLIENTS {
        let one =
            Socket::new(Domain::for_address(host.addr), Type::STREAM, None)
                .map_err(fail)?;
        one.set_nonblocking(true).map_err(fail)?;
        let _ = one.connect(&host.addr.into()); // on its way
        all.push(one);
    }
    let sent = "100 clients to a server that may open 64 descriptors";
    // On a busy machine it takes a while until none is left. A server with
    // few clients at a time never comes to it.
    bench.until(Duration::from_secs(2), || {
        taken::holds(pid).is_some_and(|it| it.descriptors + 2 >= MOST.into())
    });
    let pause = Duration::from_millis(500);
    let before = Turns::of(pid);
    bench.until(pause, || false);
    let share = 100.0 * Turns::of(pid).busiest_since(&before);
    if let Some(fate) = host.fate() {
        return Err(broken(sent, "the server to live", fate));
    }
    if share > 50.0 {
        let seen = format!("it used {share:.0} % of a processor");
        return Err(broken(sent, "the server to rest meanwhile", seen));
    }
    drop(all);
    let answered = bench.until(Duration::from_secs(3), || {
        let next = host.come();
        next.is_ok_and(|mut it| it.is_answered(b"now?\n", PATIENCE))
    });
    if !answered {
        return Err(broken(
            sent,
            "a newcomer to be served when they have left",
            late("it was not"),
        ));
    }
    Ok(format!(
        "with 64 descriptors and 100 clients it used {share:.0} % of a \
         processor, and served on when they had left"
    ))
}
