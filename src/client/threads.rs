//! Threads that wait for whoever decides: one for each socket, one for the
//! input.

use super::ending::Trouble;
use crossbeam_channel::{Receiver, Sender, bounded};
use std::io::{self, BufRead, BufReader, ErrorKind, Read};
use std::net::SocketAddr;
use std::thread;

/// What a datagram can hold over IPv4 (udp(7)).
pub const MOST: usize = 65_507;

/// Where a datagram arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// On the socket that sends, too.
    Wire,
    /// On one that only listens.
    Ear,
}

pub struct Arrival {
    pub source: Source,
    pub from: SocketAddr,
    pub bytes: Vec<u8>,
}

/// Passes on what `receive` gets, until that fails.
pub fn listen(
    source: Source,
    mut receive: impl FnMut(&mut [u8]) -> io::Result<(usize, SocketAddr)>
    + Send
    + 'static,
    tell: Sender<io::Result<Arrival>>,
) -> Result<(), Trouble> {
    start("listener", move || {
        let mut bytes = vec![0; 65_536];
        loop {
            let arrival = match receive(&mut bytes) {
                Ok((n, from)) => {
                    Ok(Arrival { source, from, bytes: bytes[..n].into() })
                }
                Err(e) if e.kind() == ErrorKind::Interrupted => continue,
                Err(e) => Err(e),
            };
            let failed = arrival.is_err();
            if tell.send(arrival).is_err() || failed {
                return; // nobody decides any more, or nothing can come
            }
        }
    })
}

/// The lines of the input, newlines included, and no longer than a datagram.
/// The end of input closes the channel.
pub fn read_lines(
    input: Box<dyn Read + Send>,
) -> Result<Receiver<io::Result<Vec<u8>>>, Trouble> {
    let (tell, told) = bounded(1);
    start("input", move || {
        let mut input = BufReader::new(input);
        loop {
            let mut line = Vec::new();
            let read =
                input.by_ref().take(MOST as u64).read_until(b'\n', &mut line);
            let (said, last) = match read {
                Ok(0) => return,
                Ok(_) => (Ok(line), false),
                Err(e) => (Err(e), true),
            };
            if tell.send(said).is_err() || last {
                return; // nobody decides any more, or nothing can come
            }
        }
    })?;
    Ok(told)
}

fn start(
    name: &str,
    work: impl FnOnce() + Send + 'static,
) -> Result<(), Trouble> {
    let thread = thread::Builder::new().name(name.into()).spawn(work);
    thread.map(drop).map_err(Trouble::no_thread)
}
