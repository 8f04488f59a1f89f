//! Short connections, with and without the log.

use crate::rounds::{ratio, rounds};
use crate::table::{Goal, Table};
use crate::work::short::{each, slice};
use crate::{Bench, server};
use std::io;

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
    let each = each(servers.len(), bench.rounds);
    rounds(bench.rounds, servers.iter().map(|s| slice(s, each)).collect())
}
