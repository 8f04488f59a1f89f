//! 64 bytes there and back, one client. Both servers and the client stand on
//! one CPU (sched_setaffinity, which children inherit): each message is two
//! switches of context, and no idle core has to wake up.

use crate::rounds::{Slice, ratio, rounds};
use crate::table::{Figure, Goal, Table};
use crate::{Bench, client, server};
use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};
use std::net::SocketAddr;
use std::time::Instant;
use std::{io, thread};

const ECHOES: u32 = 2000;

pub fn run(bench: &Bench, table: &mut Table) {
    let pinned = thread::scope(|scope| {
        let thread = scope.spawn(|| measure(bench));
        thread.join().map_err(|_| io::Error::other("the client panicked"))?
    });
    table.row("ping-pong, one client, against a bare loop", GOAL, pinned);
}

const GOAL: Goal = Goal::Ratio(0.95);

fn measure(bench: &Bench) -> io::Result<Figure> {
    pin()?;
    let ours = server::ours(&bench.ours, &["--stage", "threads"])?;
    let bare = server::peer(&bench.bare)?;
    let slices = vec![slice(ours.addr)?, slice(bare.addr)?];
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

fn slice(addr: SocketAddr) -> io::Result<Slice<'static>> {
    let stream = client::dial(addr)?;
    Ok(Box::new(move || {
        let begun = Instant::now();
        for _ in 0..ECHOES {
            client::echo(&stream)?;
        }
        Ok(f64::from(ECHOES) / begun.elapsed().as_secs_f64())
    }))
}
