//! No descriptors left: accept fails, again and again.

use super::Probe;
use crate::check::bench::Bench;
use crate::check::finding::{Fault, Kept, broken};
use crate::check::peer::PATIENCE;
use crate::check::probe::rest;
use crate::check::said::late;
use crate::check::subject::Host;
use crate::hosted::taken;
use socket2::{Domain, Socket, Type};
use std::io;
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
    let pid = host.started("bounded")?;
    let Some(idle) = rest::wants(bench, pid) else {
        let why = "this system does not show how busy a server is";
        return Err(Fault::Untold(why.into()));
    };
    if idle > rest::MOST {
        let seen = late(format!("it wants {idle:.0} % of a processor"));
        return Err(broken("nothing yet", "the server to rest", seen));
    }
    let all = crowd(host)?;
    let sent = "100 clients to a server that may open 64 descriptors";
    // On a busy machine it takes a while until none is left.
    let mut open = 0;
    let is_reached = loop {
        let before = open;
        let is_reached = bench.until(Duration::from_secs(1), || {
            open = taken::most_descriptors(pid);
            open + 2 >= MOST as usize
        });
        if is_reached || open <= before {
            break is_reached;
        }
    };
    let share = rest::wants(bench, pid).unwrap_or_default();
    if let Some(fate) = host.fate() {
        return Err(broken(sent, "the server to live", fate));
    }
    if share > rest::MOST {
        let seen = late(format!("it wants {share:.0} % of a processor"));
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
    if !is_reached {
        return Err(Fault::Untold(format!(
            "none of its processes had more than {open} descriptors open with \
             100 clients: they never ran out"
        )));
    }
    Ok(format!(
        "with 64 descriptors and 100 clients it wanted {share:.0} % of a \
         processor, and served on when they had left"
    ))
}

/// Clients on their way: nobody waits for them to be let in.
fn crowd(host: &Host) -> Result<Vec<Socket>, Fault> {
    let one = |_| {
        let domain = Domain::for_address(host.addr);
        let one = Socket::new(domain, Type::STREAM, None)?;
        one.set_nonblocking(true)?;
        let _ = one.connect(&host.addr.into()); // on its way
        Ok(one)
    };
    let fail = |e: io::Error| Fault::Untold(format!("our own sockets: {e}"));
    (0..CLIENTS).map(one).collect::<io::Result<_>>().map_err(fail)
}
