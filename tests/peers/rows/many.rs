//! What a message costs among 10,000 clients, against among 100: 64 of them
//! are busy, the others say nothing.

use crate::Bench;
use crate::contest::{beside, row};
use crate::roster::{self, Gone};
use crate::rounds::{ratio, rounds};
use crate::server::{self, Server};
use crate::table::{Figure, Goal, Table};
use crate::work::busy;
use crate::work::idle::{Crowd, raise_limit};

const BUSY: usize = 64;
const FEW: usize = 100;
const MANY: usize = 10_000;
const PEERS: [&str; 5] = ["C threads", "naive Rust", "C epoll", "tokio", "Go"];

pub fn run(bench: &Bench, table: &mut Table) {
    table.title("a message among 10,000 clients / among 100, 64 of them busy");
    let flags = ["--stage", "threads", "-q", "--max-clients", "12000"];
    let ours = || Ok(server::ours(&bench.ours, &flags)?);
    let goal = Goal::AtMost(1.1, 2);
    row(
        table,
        "  threads: costs so many times as much",
        goal,
        grown(bench, ours),
    );
    for name in PEERS {
        let start = || roster::start(name, &bench.examples);
        let got = grown(bench, start);
        let got = got.map(|figure| Figure { note: String::new(), ..figure });
        beside(table, name, 2, got);
    }
}

fn grown(
    bench: &Bench,
    start: impl Fn() -> Result<Server, Gone>,
) -> Result<Figure, Gone> {
    raise_limit()?;
    let few = Crowd::enter(start()?, FEW - BUSY)?;
    let many = Crowd::enter(start()?, MANY - BUSY)?;
    let slices =
        vec![busy::slice(few.server.addr)?, busy::slice(many.server.addr)?];
    let rates = rounds(bench.rounds, slices)?;
    Ok(ratio(("among few", &rates[0]), ("among many", &rates[1]), "a second"))
}
