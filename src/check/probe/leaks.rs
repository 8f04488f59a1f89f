//! Whoever has left is forgotten: no descriptor, thread or process stays.

use super::Probe;
use crate::check::bench::Bench;
use crate::check::finding::{Fault, Kept, broken};
use crate::check::said::late;
use crate::check::subject::Host;
use crate::hosted::taken::{self, Holds};
use std::time::Duration;

pub const LEAKS: Probe = Probe {
    name: "leaks",
    level: 4,
    promise: "200 clients that came and left leave nothing behind",
    hint: "close each connection on every way out, also after an error; let \
           threads end or wait for the next client; wait for children that \
           have ended (else each stays as a zombie)",
    descriptors: None,
    after: None,
    play,
};

const CLIENTS: usize = 200;
/// What a server may take for itself meanwhile: a pool that starts late, a
/// descriptor for its log.
const SLACK: u64 = 20;

fn play(bench: &Bench, host: &mut Host) -> Kept {
    let Some(pid) = host.pid() else {
        let why = "only a server that we have started can be looked into";
        return Err(Fault::Untold(why.into()));
    };
    let Some(before) = after(bench, host, 20, pid)? else {
        return Err(Fault::Untold("this system has no /proc".into()));
    };
    let mut now = after(bench, host, CLIENTS, pid)?.unwrap_or_default();
    // Who has just ended may be still on its way out.
    bench.until(Duration::from_secs(2), || {
        now = taken::holds(pid).unwrap_or_default();
        more(before, now).is_empty()
    });
    let more = more(before, now);
    if !more.is_empty() {
        return Err(broken(
            "200 clients, one after the other; every second one leaves with a \
             reset",
            "as many descriptors, threads and processes as before",
            late(more.join(", ")),
        ));
    }
    Ok(format!("after 200 clients: {}", list(now)))
}

fn list(now: Holds) -> String {
    let of = |n: u64, one: &str, more: &str| {
        format!("{n} {}", if n == 1 { one } else { more })
    };
    [
        of(now.descriptors, "descriptor", "descriptors"),
        of(now.threads, "thread", "threads"),
        of(now.processes, "process", "processes"),
    ]
    .join(", ")
}

/// What the server holds when so many have come and left.
fn after(
    bench: &Bench,
    host: &Host,
    clients: usize,
    pid: u32,
) -> Result<Option<Holds>, Fault> {
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
    Ok(taken::holds(pid))
}

fn more(before: Holds, now: Holds) -> Vec<String> {
    [
        ("descriptors", before.descriptors, now.descriptors, SLACK),
        ("threads", before.threads, now.threads, SLACK),
        ("processes", before.processes, now.processes, SLACK),
        ("zombies", 0, now.zombies, 2),
    ]
    .into_iter()
    .filter(|(_, before, now, slack)| *now > before + slack)
    .map(|(what, before, now, _)| format!("{now} {what} instead of {before}"))
    .collect()
}
