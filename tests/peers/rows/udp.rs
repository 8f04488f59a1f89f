//! Datagrams of 64 B, 32 of them on their way from 4 sockets; none may be lost.

use super::told;
use crate::Bench;
use crate::client::{self, MESSAGE};
use crate::contest::Contest;
use crate::rounds::Slice;
use crate::table::{Goal, Table};
use std::io;
use std::net::{SocketAddr, UdpSocket};
use std::time::{Duration, Instant};

const SOCKETS: usize = 4;
const EACH: u32 = 8; // on their way
const ECHOES: u32 = 2_000; // of each socket, in a slice

pub fn run(bench: &Bench, table: &mut Table) {
    table.title("UDP echo: 64 B, 32 outstanding from 4 sockets, none lost");
    let work = |server: &crate::server::Server| slice(server.addr);
    let ours = [("udp-echo", &["--stage", "udp-echo", "-q"][..])];
    let peers = ["C UDP", "bare UDP"];
    let got = Contest::run(bench, (&work, "/s"), &ours, &peers);
    let Some(got) = told(table, got) else { return };
    got.goal(table, ("udp-echo", "C UDP"), Goal::Ratio(1.2));
    got.others(table, "C UDP", &["udp-echo", "C UDP"]);
}

/// One thread drives two sockets: whoever serves has as much to do as both.
fn slice(addr: SocketAddr) -> io::Result<Slice<'static>> {
    let sockets = (0..SOCKETS).map(|_| {
        let socket = UdpSocket::bind("127.0.0.1:0")?;
        // What is lost never comes: then this is an error.
        socket.set_read_timeout(Some(Duration::from_secs(5)))?;
        socket.connect(addr)?;
        Ok(socket)
    });
    let sockets = sockets.collect::<io::Result<Vec<_>>>()?;
    Ok(Box::new(move || {
        let begun = Instant::now();
        client::together(sockets.chunks(2).collect(), drive)?;
        let all = SOCKETS as u32 * ECHOES;
        Ok(f64::from(all) / begun.elapsed().as_secs_f64())
    }))
}

/// Each answer that comes lets the next one go.
fn drive(sockets: &[UdpSocket]) -> io::Result<()> {
    for _ in 0..EACH {
        for socket in sockets {
            socket.send(&MESSAGE)?;
        }
    }
    for sent in EACH..ECHOES + EACH {
        for socket in sockets {
            let mut back = [0; MESSAGE.len() + 1];
            let n = socket.recv(&mut back)?;
            if back[..n] != MESSAGE {
                return Err(client::wrong());
            }
            if sent < ECHOES {
                socket.send(&MESSAGE)?;
            }
        }
    }
    Ok(())
}
