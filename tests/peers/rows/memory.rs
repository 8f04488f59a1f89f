//! What a client costs that says nothing: a process of its own, or a thread.

use crate::Bench;
use crate::client;
use crate::contest::{beside, row};
use crate::roster::{self, Gone};
use crate::server::{self, Server};
use crate::table::{Figure, Goal, Table};
use crate::work::idle::{Crowd, raise_limit, settled};
use std::path::PathBuf;

const PROCESSES: usize = 200;
const CLIENTS: usize = 10_000;

/// PSS: a page that N processes share counts as 1/N for each.
pub fn process(bench: &Bench, table: &mut Table) {
    table.title("KiB of PSS per idle client, 200 of them, a process each");
    let flags = ["--stage", "process", "-q"];
    let ours = server::ours(&bench.ours, &flags).map_err(Gone::from);
    let work = "  process, default build";
    row(table, work, Goal::AtMost(140.0, 0), ours.and_then(each));
    let fixed = alone(bench).and_then(|path| Ok(server::ours(&path, &flags)?));
    let work = "  process, static build (crt-static)";
    row(table, work, Goal::AtMost(100.0, 0), fixed.and_then(each));
    for name in ["C fork", "C exec", "Rust exec", "socat", "ncat -e", "xinetd"]
    {
        let got = roster::start(name, &bench.examples).and_then(each);
        beside(table, name, 0, got);
    }
}

/// Ours, with the C library inside: `make peers` builds it.
fn alone(bench: &Bench) -> Result<PathBuf, Gone> {
    let triple = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let target = bench.examples.ancestors().nth(2);
    let path =
        target.map(|target| target.join(triple).join("release/echostage"));
    path.filter(|path| path.exists()).ok_or_else(|| {
        Gone::Missing("no static build (`make peers` makes one)".into())
    })
}

fn each(server: Server) -> Result<Figure, Gone> {
    let first = client::dial(server.addr)?;
    client::echo(&first)?;
    let before = settled(|| server.pss_kib())?;
    let mut streams = Vec::with_capacity(PROCESSES);
    for _ in 0..PROCESSES {
        let stream = client::dial(server.addr)?;
        client::echo(&stream)?;
        streams.push(stream);
    }
    let grown = settled(|| server.pss_kib())? - before;
    Ok(Figure::exact(grown / PROCESSES as f64, ""))
}

pub fn idle(bench: &Bench, table: &mut Table) {
    table.title("KiB resident per idle client, 10,000 of them");
    let flags = ["--stage", "threads", "-q", "--max-clients", "12000"];
    let ours = || Ok(server::ours(&bench.ours, &flags)?);
    let got = crowd(ours);
    let rss = got.clone().map(|(rss, _)| Figure::exact(rss, ""));
    row(table, "  threads: resident", Goal::AtMost(9.9, 1), rss);
    let tables = got.map(|(_, tables)| Figure::exact(tables, ""));
    row(table, "  threads: page tables", Goal::AtMost(0.6, 1), tables);
    for name in ["C threads", "naive Rust", "C epoll", "tokio", "Go", "Python"]
    {
        let got = crowd(|| roster::start(name, &bench.examples));
        let figure = got
            .map(|(rss, tables)| Figure::exact(rss, format!("+ {tables:.1}")));
        beside(table, name, 1, figure);
    }
}

/// KiB resident and of page tables, each.
fn crowd(start: impl Fn() -> Result<Server, Gone>) -> Result<(f64, f64), Gone> {
    raise_limit()?;
    let crowd = Crowd::enter(start()?, CLIENTS)?;
    Ok((crowd.rss, crowd.tables))
}
