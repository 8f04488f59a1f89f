//! Connect, one echo of 64 B, close: four clients, one connection after the
//! other. The client closes first, so TIME_WAIT stands on its side; a pair of
//! addresses and ports can't be used again meanwhile, so each server (a port
//! of its own) is given no more than it has ports, and the sum stays below
//! the kernel's tcp_max_tw_buckets.

use crate::rounds::{Slice, ratio, rounds};
use crate::server::Server;
use crate::table::{Goal, Table};
use crate::{Bench, client, server};
use std::io;
use std::net::SocketAddr;
use std::time::Instant;

const CLIENTS: usize = 4;
const PORTS: usize = 20_000;
const SLICE: usize = 400;

pub fn run(bench: &Bench, table: &mut Table) {
    let got = measure(bench);
    let mut row = |work: &str, goal, a: usize, b: usize| {
        let got = match &got {
            Ok(rates) => {
                let [a, b] = [a, b].map(|n| (NAMES[n], &rates[n][..]));
                Ok(ratio(a, b, "connections a second"))
            }
            Err(e) => Err(io::Error::other(e.to_string())),
        };
        table.row(work, Goal::Ratio(goal), got);
    };
    row("short connections, prethread -q/naive", 2.0, PRETHREAD, NAIVE);
    row("short connections, threads -q/naive", 1.0, THREADS, NAIVE);
    row("prethread with its log/with -q", 0.85, PRETHREAD_LOG, PRETHREAD);
    row("threads with its log/with -q", 0.85, THREADS_LOG, THREADS);
}

const NAMES: [&str; 5] =
    ["naive", "with -q", "with -q", "with its log", "with its log"];
const NAIVE: usize = 0;
const PRETHREAD: usize = 1;
const THREADS: usize = 2;
const PRETHREAD_LOG: usize = 3;
const THREADS_LOG: usize = 4;

fn measure(bench: &Bench) -> io::Result<Vec<Vec<f64>>> {
    let ours = |flags: &[&str]| server::ours(&bench.ours, flags);
    let servers = [
        server::peer(&bench.naive)?,
        ours(&["--stage", "prethread", "-q"])?,
        ours(&["--stage", "threads", "-q"])?,
        ours(&["--stage", "prethread"])?,
        ours(&["--stage", "threads"])?,
    ];
    let slices = 2 * bench.rounds + 1;
    let each = SLICE.min(PORTS / slices) / CLIENTS;
    rounds(bench.rounds, servers.iter().map(|s| slice(s, each)).collect())
}

fn slice(server: &Server, each: usize) -> Slice<'static> {
    let addr = server.addr;
    Box::new(move || {
        let begun = Instant::now();
        client::together(vec![addr; CLIENTS], |addr| come_and_go(addr, each))?;
        Ok((CLIENTS * each) as f64 / begun.elapsed().as_secs_f64())
    })
}

fn come_and_go(addr: SocketAddr, times: usize) -> io::Result<()> {
    (0..times).try_for_each(|_| client::echo(&client::dial(addr)?))
}
