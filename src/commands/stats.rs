//! Counts since the start, as the console shows them.

use crate::net::{Datagrams, Door, Guest, To, kernel_queue, status};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// Where clients come from.
#[derive(Clone)]
pub enum Source {
    Streams(SocketAddr),
    /// Senders with a place inside, who are reached so.
    Members(Datagrams, To),
    /// Senders that just send.
    Strangers(Datagrams),
}

impl Source {
    pub fn addr(&self) -> SocketAddr {
        match self {
            Self::Streams(addr) => *addr,
            Self::Members(socket, _) | Self::Strangers(socket) => socket.addr(),
        }
    }

    /// What the thread is called that hears of newcomers first.
    pub fn receives(&self) -> &'static str {
        match self {
            Self::Streams(_) => "listener",
            Self::Members(..) | Self::Strangers(_) => "receiver",
        }
    }

    /// A line for everybody where one datagram reaches them; None where each
    /// is told. Says whom it went to.
    pub fn say(&self, line: &str) -> Option<String> {
        let Self::Members(socket, to) = self else { return None };
        let (To::Broadcast(all) | To::Group(all)) = to else { return None };
        let sent = socket.send_now(line.as_bytes(), *all);
        Some(format!("{} to {all}\n", if sent { "said" } else { "not said" }))
    }

    /// Several lines; the server is `up` so many seconds.
    pub fn stats(&self, door: &Door, up: u64) -> String {
        let threads = known(status("Threads:"));
        let (inside, socket) = match self {
            Self::Streams(addr) => return streams(*addr, door, &threads, up),
            Self::Members(socket, _) => (inside(door, "registered"), socket),
            Self::Strangers(socket) => (String::new(), socket),
        };
        let counts = datagrams(socket);
        format!("{inside}{counts}threads {threads}, up {up} s\n")
    }
}

fn known(n: Option<u64>) -> String {
    n.map_or_else(|| "unknown".into(), |n| n.to_string())
}

fn inside(door: &Door, came: &str) -> String {
    let counts = &door.counts;
    let (accepted, away) = (&counts.accepted, &counts.turned_away);
    format!(
        "inside {} of {}; {came} {}, turned away {}\n",
        door.inside(),
        door.limit,
        accepted.load(Relaxed),
        away.load(Relaxed),
    )
}

fn streams(addr: SocketAddr, door: &Door, threads: &str, up: u64) -> String {
    let guests = door.guests();
    let waits = guests.iter().filter(|g| g.waits.load(Relaxed)).count();
    let sum = |left: &AtomicU64, each: fn(&Guest) -> u64| -> u64 {
        let inside = guests.iter().map(|guest| each(guest));
        left.load(Relaxed) + inside.sum::<u64>()
    };
    format!(
        "{}waiting in our queue {waits}, in the kernel's {}\n\
         bytes in {}, out {}; threads {threads}, up {up} s\n",
        inside(door, "accepted"),
        known(kernel_queue(addr)),
        sum(&door.counts.read, |guest| guest.read.load(Relaxed)),
        sum(&door.counts.written, |guest| guest.written.load(Relaxed)),
    )
}

fn datagrams(socket: &Datagrams) -> String {
    let tally = socket.tally();
    let lost = socket.lost();
    format!(
        "datagrams in {}, out {}; bytes in {}, out {}\n\
         not answered {}; dropped by the kernel {}, {} of about {} B taken\n",
        tally.received.load(Relaxed),
        tally.sent.load(Relaxed),
        tally.bytes_in.load(Relaxed),
        tally.bytes_out.load(Relaxed),
        tally.ignored.load(Relaxed),
        known(lost.map(|lost| lost.dropped)),
        known(lost.map(|lost| lost.waiting)),
        known(socket.room().ok().map(|bytes| bytes as u64)),
    )
}
