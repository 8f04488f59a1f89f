//! 64 bytes there and back, one client, over TCP and UDP. Both servers and the client stand on
//! one CPU (sched_setaffinity, which children inherit): each message is two
//! switches of context, and no idle core has to wake up.

use crate::client::{self, Echo};
use crate::rounds::{Slice, ratio, rounds};
use crate::table::{Figure, Goal, Table};
use crate::{Bench, server};
use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};
use std::net::SocketAddr;
use std::path::Path;
use std::time::Instant;
use std::{io, thread};

const ECHOES: u32 = 2000;

/// How a client talks to a server.
type Dial = fn(SocketAddr) -> io::Result<Echo>;

pub fn run(bench: &Bench, table: &mut Table) {
    table.row(
        "ping-pong, one client, against a bare loop",
        Goal::Ratio(0.95),
        pinned(bench, "threads", &bench.bare, client::stream),
    );
    table.row(
        "udp-echo, one client, against a bare loop",
        Goal::Ratio(0.97),
        pinned(bench, "udp-echo", &bench.bare_udp, client::datagrams),
    );
}

fn pinned(
    bench: &Bench,
    stage: &str,
    bare: &Path,
    dial: Dial,
) -> io::Result<Figure> {
    thread::scope(|scope| {
        let work = || measure(bench, stage, bare, dial);
        let panicked = |_| io::Error::other("the client panicked");
        scope.spawn(work).join().map_err(panicked)?
    })
}

fn measure(
    bench: &Bench,
    stage: &str,
    bare: &Path,
    dial: Dial,
) -> io::Result<Figure> {
    pin()?;
    let ours = server::ours(&bench.ours, &["--stage", stage])?;
    let bare = server::peer(bare)?;
    let slices = vec![slice(dial(ours.addr)?), slice(dial(bare.addr)?)];
    let rates = rounds(bench.rounds, slices)?;
    Ok(ratio(("ours", &rates[0]), ("bare", &rates[1]), "a second, on one CPU"))
}

/// This thread, and the children it starts, on the last CPU we may use.
fn pin() -> io::Result<()> {
    let allowed = sched_getaffinity(None)?;
    let last = (0..CpuSet::MAX_CPU).rev().find(|cpu| allowed.is_set(*cpu));
    let mut one = CpuSet::new();
    one.set(last.ok_or(io::ErrorKind::NotFound)?);
    Ok(sched_setaffinity(None, &one)?)
}

fn slice(echo: Echo) -> Slice<'static> {
    Box::new(move || {
        let begun = Instant::now();
        for _ in 0..ECHOES {
            echo()?;
        }
        Ok(f64::from(ECHOES) / begun.elapsed().as_secs_f64())
    })
}
