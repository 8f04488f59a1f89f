//! 64 clients, all busy. Two threads drive 32 sockets each: they write one
//! message on every socket and then read every answer, so that the client
//! never waits for one server thread while others could work.

use crate::client::{self, MESSAGE};
use crate::rounds::Slice;
use std::io::{self, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::{Duration, Instant};

const DRIVERS: usize = 2;
const SOCKETS: usize = 32;
const SLICE: Duration = Duration::from_millis(200);

pub fn slice(addr: SocketAddr) -> io::Result<Slice<'static>> {
    let sockets = (0..DRIVERS * SOCKETS).map(|_| client::dial(addr));
    let sockets = sockets.collect::<io::Result<Vec<_>>>()?;
    Ok(Box::new(move || {
        let (begun, turns) = (Instant::now(), AtomicU32::new(0));
        client::together(sockets.chunks(SOCKETS).collect(), |mine| {
            while begun.elapsed() < SLICE {
                turn(mine)?;
                turns.fetch_add(1, Relaxed);
            }
            Ok(())
        })?;
        let messages = turns.into_inner() * SOCKETS as u32;
        Ok(f64::from(messages) / begun.elapsed().as_secs_f64())
    }))
}

/// One message on each socket, there and back.
fn turn(sockets: &[TcpStream]) -> io::Result<()> {
    for mut socket in sockets {
        socket.write_all(&MESSAGE)?;
    }
    sockets.iter().try_for_each(client::answer)
}
