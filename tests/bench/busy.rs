//! 64 clients, all busy.

use crate::rounds::{ratio, rounds};
use crate::table::{Figure, Goal, Table};
use crate::work::busy::slice;
use crate::{Bench, server};
use std::io;

pub fn run(bench: &Bench, table: &mut Table) {
    let goal = Goal::Ratio(1.0);
    table.row("64 busy clients, threads, against naive", goal, measure(bench));
}

fn measure(bench: &Bench) -> io::Result<Figure> {
    let ours = server::ours(&bench.ours, &["--stage", "threads"])?;
    let naive = server::peer(&bench.naive)?;
    let slices = vec![slice(ours.addr)?, slice(naive.addr)?];
    let rates = rounds(bench.rounds, slices)?;
    Ok(ratio(("ours", &rates[0]), ("naive", &rates[1]), "messages a second"))
}
