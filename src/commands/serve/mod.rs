//! Serves clients: one way over TCP, one over UDP, and what both have around.

mod banner;
mod datagrams;
mod host;
mod streams;
mod useless;

#[cfg(unix)]
use super::terminal;
use super::{Failure, explain};
use crate::cli::Serve;
use crate::net::{Transport, has_none};
use crate::stage::{self, Run};
use std::io;
use std::net::SocketAddr;

pub fn run(flags: &Serve) -> Result<(), Failure> {
    #[cfg(unix)]
    terminal::never_stop().map_err(Failure::start)?;
    let stage = stage::named(&flags.stage)
        .ok_or_else(|| Failure::usage("no such stage"))?;
    match stage.run {
        Run::Tcp(run) => streams::serve(flags, stage, run),
        Run::Udp(run) => datagrams::serve(flags, stage, run),
    }
}

/// Opens the first of the addresses that can be had and that will do.
fn first<T>(
    flags: &Serve,
    transport: Transport,
    will_do: impl Fn(&SocketAddr) -> bool,
    open: impl Fn(SocketAddr) -> io::Result<T>,
) -> Result<T, Failure> {
    let (listen, reuse) = (&flags.listen, !flags.limits.no_reuse_address);
    let addrs = listen.addrs().map_err(|e| explain::lookup(listen, &e))?;
    let mut failure = None;
    for addr in addrs.into_iter().filter(will_do) {
        match open(addr) {
            Ok(socket) => return Ok(socket),
            Err(e) => {
                failure = Some(explain::bind(addr, transport, reuse, &e));
                if !has_none(&e) {
                    break; // half of the addresses would be a surprise
                }
            }
        }
    }
    Err(failure.unwrap_or_else(|| explain::no_address(listen)))
}
