//! Many connections that ask once each, and then stay and say nothing.

use super::turn::Fault;
use crate::load::Stop;
use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread::sleep;
use std::time::{Duration, Instant};

pub struct Throng {
    addr: SocketAddr,
    clients: Vec<Client>,
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
        Self { addr, clients: Vec::new() }
    }

    /// Lets so many more come, and waits until each has its answer, or for
    /// `patience` nothing has changed.
    pub fn grow(
        &mut self,
        more: usize,
        patience: Duration,
        stop: &Stop,
    ) -> Result<(), Fault> {
        // Behind those that wait nobody is served soon.
        let stuck = self.count(Lot::Waits) > 0;
        let patience = if stuck { patience / 4 } else { patience };
        for _ in 0..more {
            let client = Client::new(self.addr, self.clients.len(), patience)?;
            self.clients.push(client);
        }
        let mut last = Instant::now();
        while self.count(Lot::Waits) > 0 && last.elapsed() < patience {
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
                sleep(Duration::from_millis(1));
            }
        }
        Ok(())
    }

    pub fn count(&self, lot: Lot) -> usize {
        self.clients.iter().filter(|client| client.lot == lot).count()
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
    ) -> Result<Self, Fault> {
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
