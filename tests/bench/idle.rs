//! What a client costs that says nothing: resident memory and page tables, per
//! client, once each was answered, and again after each was busy.

use crate::server::Server;
use crate::table::{Figure, Goal, Table};
use crate::{Bench, client, server};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::thread::sleep;
use std::time::Duration;

const WANTED: u64 = 10_100;
const AT_ONCE: usize = 32;
const CHUNK: usize = 62_500; // 16 of them are the megabyte

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

/// As many descriptors as we may have; each client takes one here.
fn raise_limit() -> io::Result<()> {
    let maximum = getrlimit(Resource::Nofile).maximum;
    if let Some(most) = maximum.filter(|most| *most < WANTED) {
        let text = format!("{WANTED} descriptors wanted, {most} allowed");
        return Err(io::Error::other(text));
    }
    Ok(setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum })?)
}

/// Clients that were answered once and now say nothing.
struct Crowd {
    server: Server,
    streams: Vec<TcpStream>,
    before: f64,
    rss: f64,
    tables: f64,
}

impl Crowd {
    /// One client before the others pays for what is there only once.
    fn enter(server: Server, clients: usize) -> io::Result<Self> {
        let first = client::dial(server.addr)?;
        client::echo(&first)?;
        let before = settled(&server)?;
        let tables_before = server.page_tables_kib()?;
        let mut streams = Vec::with_capacity(clients + 1);
        for _ in 0..clients {
            let stream = client::dial(server.addr)?;
            client::echo(&stream)?;
            streams.push(stream);
        }
        let rss = (settled(&server)? - before) / clients as f64;
        let tables = server.page_tables_kib()? - tables_before;
        streams.push(first);
        let tables = tables / clients as f64;
        Ok(Self { server, streams, before, rss, tables })
    }

    /// Each echoes a megabyte and falls silent: what each costs then.
    fn after_busy(self) -> io::Result<f64> {
        let each = self.streams.len().div_ceil(AT_ONCE);
        client::together(self.streams.chunks(each).collect(), |mine| {
            mine.iter().try_for_each(megabyte)
        })?;
        let grown = settled(&self.server)? - self.before;
        Ok(grown / self.streams.len() as f64)
    }
}

/// Resident memory when it no longer moves.
fn settled(server: &Server) -> io::Result<f64> {
    let mut last = server.rss_kib()?;
    for _ in 0..20 {
        sleep(Duration::from_millis(100));
        let now = server.rss_kib()?;
        if now == last {
            break;
        }
        last = now;
    }
    Ok(last)
}

fn megabyte(mut stream: &TcpStream) -> io::Result<()> {
    let (sent, mut back) = (vec![b'm'; CHUNK], vec![0; CHUNK]);
    for _ in 0..16 {
        stream.write_all(&sent)?;
        stream.read_exact(&mut back)?;
        if back != sent {
            return Err(client::wrong());
        }
    }
    Ok(())
}
