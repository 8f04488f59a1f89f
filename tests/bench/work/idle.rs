//! Clients that say nothing: resident memory and page tables, per client, once
//! each was answered, and again after each was busy.

use crate::client;
use crate::server::Server;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::thread::sleep;
use std::time::Duration;

const WANTED: u64 = 10_300;
pub const AT_ONCE: usize = 32;
const CHUNK: usize = 62_500; // 16 of them are the megabyte

/// As many descriptors as we may have; each client takes one here.
pub fn raise_limit() -> io::Result<()> {
    let maximum = getrlimit(Resource::Nofile).maximum;
    if let Some(most) = maximum.filter(|most| *most < WANTED) {
        let text = format!("{WANTED} descriptors wanted, {most} allowed");
        return Err(io::Error::other(text));
    }
    Ok(setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum })?)
}

/// Clients that were answered once and now say nothing.
pub struct Crowd {
    pub server: Server,
    streams: Vec<TcpStream>,
    before: f64,
    pub rss: f64,
    pub tables: f64,
}

impl Crowd {
    /// One client before the others pays for what is there only once.
    pub fn enter(server: Server, clients: usize) -> io::Result<Self> {
        let first = client::dial(server.addr)?;
        client::echo(&first)?;
        let before = settled(|| server.rss_kib())?;
        let tables_before = server.page_tables_kib()?;
        let mut streams = Vec::with_capacity(clients + 1);
        for _ in 0..clients {
            let stream = client::dial(server.addr)?;
            client::echo(&stream)?;
            streams.push(stream);
        }
        let rss = (settled(|| server.rss_kib())? - before) / clients as f64;
        let tables = server.page_tables_kib()? - tables_before;
        streams.push(first);
        let tables = tables / clients as f64;
        Ok(Self { server, streams, before, rss, tables })
    }

    /// Each echoes a megabyte and falls silent: what each costs then.
    pub fn after_busy(self) -> io::Result<f64> {
        let each = self.streams.len().div_ceil(AT_ONCE);
        client::together(self.streams.chunks(each).collect(), |mine| {
            mine.iter().try_for_each(megabyte)
        })?;
        let grown = settled(|| self.server.rss_kib())? - self.before;
        Ok(grown / self.streams.len() as f64)
    }
}

/// So much memory, when it no longer moves.
pub fn settled(kib: impl Fn() -> io::Result<f64>) -> io::Result<f64> {
    let mut last = kib()?;
    for _ in 0..20 {
        sleep(Duration::from_millis(100));
        let now = kib()?;
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
