//! Nobody to talk to: a server that did not start, or does not let us in. What
//! a probe would advise does not help then.

use super::finding::{Fault, broken};
use super::peer::said;
use super::said::{Miss, late};
use crate::hosted::Absent;
use crate::load::Wire;
use crate::net::proc::sockets::{self, Transport};
use std::io::{self, ErrorKind};
use std::net::SocketAddr;

const BY_HAND: &str = "\
    start it by hand, with a port of your choice: does it say what is wrong, \
    and does it stay in the foreground?";
const HERE: &str = "\
    it must listen on 127.0.0.1, or everywhere (0.0.0.0), on the port that \
    the command is given";
const WIRE: &str = "SOCK_STREAM is TCP, SOCK_DGRAM is UDP";
const GONE: &str = "\
    does it still run, and is this its port? The listening socket stays open \
    for as long as the server runs: one client's error is no reason to close \
    it";
const QUEUE: &str = "\
    who is accepted leaves the kernel's queue: its length is the backlog \
    that listen was given, and a full one lets nobody in";

/// Its command was run.
pub fn not_started(why: &Absent) -> Fault {
    let miss = match why {
        Absent::Never(_) => late(why.to_string()).hint(HERE),
        Absent::On(Wire::Udp, _) => {
            Miss::from(format!("{why}: say --udp")).hint(WIRE)
        }
        Absent::On(..) => {
            Miss::from(format!("{why}: leave out --udp")).hint(WIRE)
        }
        _ => Miss::from(why.to_string()).hint(BY_HAND),
    };
    broken("its command", "to listen", miss)
}

/// A connection to it was tried.
pub fn not_connected(error: &io::Error, addr: SocketAddr) -> Fault {
    if is_ours(error) {
        let why = "check itself has no descriptor left for one more client: \
                   see ulimit -Hn";
        return Fault::Untold(why.into());
    }
    let seen = said(error);
    let miss = match error.kind() {
        ErrorKind::TimedOut => late(seen).hint(QUEUE),
        ErrorKind::ConnectionRefused => match elsewhere(addr) {
            Some(other) => {
                let seen = format!("{seen} on {addr}, but on {other}");
                Miss::from(seen).hint(HERE)
            }
            None => Miss::from(format!("{seen} on {addr}")).hint(GONE),
        },
        _ => seen.into(),
    };
    broken("a connection", "to be accepted", miss)
}

/// Where somebody listens on this port, but not for this address.
fn elsewhere(addr: SocketAddr) -> Option<SocketAddr> {
    let mut bound = sockets::bound(addr.port(), Transport::Tcp);
    bound.find(|socket| !socket.covers(addr)).map(|socket| socket.local)
}

/// EMFILE and ENFILE, for which Rust has no names yet.
fn is_ours(error: &io::Error) -> bool {
    cfg!(unix) && matches!(error.raw_os_error(), Some(23 | 24))
}
