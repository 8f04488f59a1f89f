//! 64 bytes there and back, one client, over TCP and UDP.

use crate::client::{self, Echo};
use crate::rounds::{ratio, rounds};
use crate::table::{Figure, Goal, Table};
use crate::work::pingpong::{pinned, slice};
use crate::{Bench, server};
use std::io;
use std::net::SocketAddr;
use std::path::Path;

/// How a client talks to a server.
type Dial = fn(SocketAddr) -> io::Result<Echo>;

pub fn run(bench: &Bench, table: &mut Table) {
    table.row(
        "ping-pong, one client, against a bare loop",
        Goal::Ratio(0.95),
        pinned(|| measure(bench, "threads", &bench.bare, client::stream)),
    );
    table.row(
        "udp-echo, one client, against a bare loop",
        Goal::Ratio(0.97),
        pinned(|| {
            measure(bench, "udp-echo", &bench.bare_udp, client::datagrams)
        }),
    );
}

fn measure(
    bench: &Bench,
    stage: &str,
    bare: &Path,
    dial: Dial,
) -> io::Result<Figure> {
    let ours = server::ours(&bench.ours, &["--stage", stage])?;
    let bare = server::peer(bare)?;
    let slices = vec![slice(dial(ours.addr)?), slice(dial(bare.addr)?)];
    let rates = rounds(bench.rounds, slices)?;
    Ok(ratio(("ours", &rates[0]), ("bare", &rates[1]), "a second, on one CPU"))
}
