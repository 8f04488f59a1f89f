//! Many connections that ask once each, and then stay and say nothing.

use super::turn::Fault;
use crate::load::Stop;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// So many come at one instant: the shortest kernel's queue that servers ask
/// for in practice has 5 places (Python's socketserver), and a SYN that finds
/// none is sent again after a second.
const AT_ONCE: usize = 4;

pub struct Throng {
    addr: SocketAddr,
    clients: Vec<Client>,
    /// They never came in: behind who waits the kernel's queue is full.
    outside: usize,
}

/// How it went for one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lot {
    Waits,
    Served,
    /// Something else than the answer came first: a line, an end, a reset.
    TurnedAway,
}

struct Client {
    stream: TcpStream,
    sent: Vec<u8>,
    heard: Vec<u8>,
    lot: Lot,
}

impl Throng {
    pub fn new(addr: SocketAddr) -> Self {
        Self { addr, clients: Vec::new(), outside: 0 }
    }

    /// Lets so many more come, and waits until each has its answer, or for
    /// `patience` nothing has changed.
    pub fn grow(
        &mut self,
        more: usize,
        patience: Duration,
        stop: &Stop,
    ) -> Result<(), Fault> {
        let mut left = more;
        while left > 0 && !self.stuck() {
            let group = left.min(AT_ONCE);
            self.come(group, patience)?;
            self.settle(patience, stop)?;
            left -= group;
        }
        // Behind those that wait nobody is served soon.
        if left > 0 {
            self.come(left, patience / 4)?;
            self.settle(patience / 4, stop)?;
        }
        Ok(())
    }

    pub fn count(&self, lot: Lot) -> usize {
        let outside = if lot == Lot::Waits { self.outside } else { 0 };
        let clients = self.clients.iter();
        clients.filter(|client| client.lot == lot).count() + outside
    }

    fn stuck(&self) -> bool {
        self.count(Lot::Waits) > 0
    }

    fn come(&mut self, more: usize, patience: Duration) -> Result<(), Fault> {
        for nth in 0..more {
            match Client::new(self.addr, self.clients.len(), patience) {
                Ok(client) => self.clients.push(client),
                Err(e) if e.kind() == ErrorKind::TimedOut && self.stuck() => {
                    self.outside += more - nth;
                    break;
                }
                Err(e) => return Err(e.into()),
            }
        }
        Ok(())
    }

    fn settle(&mut self, patience: Duration, stop: &Stop) -> Result<(), Fault> {
        let mut last = Instant::now();
        while self.stuck() && last.elapsed() < patience {
            if stop.is_set() {
                return Err(Fault::Stopped);
            }
            let mut moved = false;
            for client in &mut self.clients {
                moved |= client.lot == Lot::Waits && client.look()?;
            }
            if moved {
                last = Instant::now();
            } else {
                sleep(Duration::from_micros(200));
            }
        }
        Ok(())
    }

    /// How many came before the first with this lot.
    pub fn before(&self, lot: Lot) -> Option<usize> {
        self.clients.iter().position(|client| client.lot == lot)
    }
}

impl Client {
    fn new(
        addr: SocketAddr,
        nth: usize,
        patience: Duration,
    ) -> io::Result<Self> {
        let mut stream = TcpStream::connect_timeout(&addr, patience)?;
        let sent = format!("{nth:063}\n").into_bytes();
        // One that was turned away at once may be closed already: what it was
        // told is still to be read.
        let _ = stream.write_all(&sent);
        stream.set_nonblocking(true)?;
        Ok(Self { stream, sent, heard: Vec::new(), lot: Lot::Waits })
    }

    /// Whether something has come.
    fn look(&mut self) -> Result<bool, Fault> {
        let mut bytes = [0; 256];
        match self.stream.read(&mut bytes) {
            Ok(0) => self.lot = Lot::TurnedAway,
            Ok(n) => self.hear(&bytes[..n])?,
            Err(e) if e.kind() == ErrorKind::WouldBlock => return Ok(false),
            Err(e) if e.kind() == ErrorKind::Interrupted => return Ok(false),
            Err(_) => self.lot = Lot::TurnedAway, // a reset, mostly
        }
        Ok(true)
    }

    fn hear(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        self.heard.extend(bytes);
        if self.heard == self.sent {
            self.lot = Lot::Served;
        } else if !self.sent.starts_with(&self.heard) {
            // Who turns away says why in words: another line as long as ours
            // is our line, changed.
            let number = self.heard.first().is_some_and(u8::is_ascii_digit);
            if number || self.heard.len() == self.sent.len() {
                return Err(Fault::Wrong("wrong answers: 1".into()));
            }
            self.lot = Lot::TurnedAway;
        }
        Ok(())
    }
}
