//! Writes as fast as it can and drops what comes back: what a server's fastest
//! client takes from the others.

use super::actor::{Actor, End};
use super::{Ending, Stage, Trouble, udp_flood};
use crate::client::ending::is_timeout;
use crate::client::story::Deed;
use crate::client::stream::PIECE;
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::thread;
use std::time::Instant;

pub fn run(stage: Stage) -> Result<Ending, Trouble> {
    if let Some(udp) = &stage.udp {
        return udp_flood::run(&stage, udp);
    }
    let mut actor = Actor::enter(&stage)?;
    let until = Instant::now() + stage.timeout;
    for set in [TcpStream::set_write_timeout, TcpStream::set_read_timeout] {
        set(&actor.stream, Some(stage.timeout)).map_err(Trouble::world)?;
    }
    let stream = &actor.stream;
    let (wrote, (read, end)) = thread::scope(|scope| {
        let writer = thread::Builder::new().name("flood".into());
        let writer = writer.spawn_scoped(scope, || write(stream, until));
        let writer = writer.map_err(Trouble::no_thread)?;
        let read = drop_all(stream, until + stage.timeout);
        let wrote =
            writer.join().map_err(|_| Trouble::world("the writer panicked"))?;
        Ok((wrote, read))
    })?;
    actor.story.did(Deed::Wrote { bytes: wrote });
    actor.story.did(Deed::Read { bytes: read });
    actor.story.did(match end {
        End::Peer => Deed::EndOfFile,
        End::Reset => Deed::ResetByPeer,
        _ => Deed::Timeout,
    });
    Ok(Ending::AsExpected)
}

/// Says how many bytes the socket took.
fn write(mut stream: &TcpStream, until: Instant) -> u64 {
    let piece = vec![b'x'; PIECE];
    let mut wrote = 0;
    while Instant::now() < until {
        match stream.write(&piece) {
            Ok(n) => wrote += n as u64,
            Err(e) if e.kind() == ErrorKind::Interrupted => (),
            Err(_) => break, // who reads sees why
        }
    }
    // It may be over already; who reads sees that.
    let _ = stream.shutdown(Shutdown::Write);
    wrote
}

/// Reads to the end, and says how many bytes came.
fn drop_all(mut stream: &TcpStream, until: Instant) -> (u64, End) {
    let mut bytes = vec![0; PIECE];
    let mut read = 0;
    while Instant::now() < until {
        match stream.read(&mut bytes) {
            Ok(0) => return (read, End::Peer),
            Ok(n) => read += n as u64,
            Err(e) if e.kind() == ErrorKind::Interrupted => (),
            Err(e) if is_timeout(&e) => (),
            Err(_) => return (read, End::Reset),
        }
    }
    (read, End::Timeout)
}
