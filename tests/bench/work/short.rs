//! Connect, one echo of 64 B, close: four clients, one connection after the
//! other. The client closes first, so TIME_WAIT stands on its side; a pair of
//! addresses and ports can't be used again meanwhile, so each server (a port
//! of its own) is given no more than it has ports, and the sum stays below
//! the kernel's tcp_max_tw_buckets.

use crate::client;
use crate::rounds::Slice;
use crate::server::Server;
use std::io;
use std::net::SocketAddr;
use std::time::Instant;

const CLIENTS: usize = 4;
const PORTS: usize = 20_000;
const BUCKETS: usize = 100_000;
const SLICE: usize = 400;

/// How many connections each client makes in a slice, where so many servers
/// take part in so many rounds.
pub fn each(servers: usize, rounds: usize) -> usize {
    let slices = 2 * rounds + 1;
    SLICE.min(PORTS.min(BUCKETS / servers) / slices) / CLIENTS
}

pub fn slice(server: &Server, each: usize) -> Slice<'static> {
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
