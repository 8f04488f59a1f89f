//! What a client costs that says nothing.

use crate::Bench;
use crate::server::{self, Server};
use crate::table::{Figure, Goal, Table};
use crate::work::idle::{AT_ONCE, Crowd, raise_limit};
use std::io;

pub fn run(bench: &Bench, table: &mut Table) {
    few(bench, table);
    let many = raise_limit().and_then(|()| Crowd::enter(ours(bench)?, 10_000));
    rows(table, "10,000 idle clients", RSS, TABLES, &many);
    drop(many);
    let naive = server::peer(&bench.naive);
    let naive = naive.and_then(|server| Crowd::enter(server, 1_000));
    let (rss, tables) = (Goal::None(2), Goal::None(2));
    rows(table, "naive, 1,000 idle clients", rss, tables, &naive);
}

const RSS: Goal = Goal::AtMost(9.9, 2);
const TABLES: Goal = Goal::AtMost(0.6, 2);
const AFTER_BUSY: Goal = Goal::AtMost(12.0, 2);

fn few(bench: &Bench, table: &mut Table) {
    let crowd = ours(bench).and_then(|server| Crowd::enter(server, 1_000));
    rows(table, "1,000 idle clients", RSS, TABLES, &crowd);
    let work = "1,000 after 1 MB each: KiB resident each";
    let note = format!("{AT_ONCE} of them busy at a time, then silence");
    let after = crowd.and_then(|crowd| crowd.after_busy());
    let figure = after.map(|kib| Figure::exact(kib, note));
    table.row(work, AFTER_BUSY, figure);
}

fn ours(bench: &Bench) -> io::Result<Server> {
    raise_limit()?;
    let flags = ["--stage", "threads", "--max-clients", "12000"];
    server::ours(&bench.ours, &flags)
}

fn rows(
    table: &mut Table,
    who: &str,
    rss: Goal,
    tables: Goal,
    crowd: &io::Result<Crowd>,
) {
    let figure = |kib: fn(&Crowd) -> f64| match crowd {
        Ok(crowd) => Ok(Figure::exact(kib(crowd), "")),
        // An error can't be cloned, and each row tells it.
        Err(e) => Err(io::Error::other(e.to_string())),
    };
    let got = figure(|crowd| crowd.rss);
    table.row(&format!("{who}: KiB resident each"), rss, got);
    let got = figure(|crowd| crowd.tables);
    table.row(&format!("{who}: page tables"), tables, got);
}
