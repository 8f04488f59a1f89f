//! A connection: reads, writes, tells what it did, and signs out when dropped.

#[cfg(unix)]
use super::alone::Alone;
use super::door::{Door, Place};
use super::guest::Guest;
use super::os;
use crate::trace::{self, Call, What, Why};
use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;

pub struct Conn {
    pub(super) guest: Arc<Guest>,
    pub(super) house: House,
    pub(super) why: Option<Why>,
    waits_since: Option<u64>,
    pub(super) by_line: bool,
    pub(super) at_end: bool,
    /// False where nobody could tell what another process has moved.
    pub(super) counts: bool,
}

/// Whom a connection answers to: the door, or itself where it is the only one
/// in its process.
pub(super) enum House {
    Shared(Place),
    #[cfg(unix)]
    Alone(Box<Alone>),
}

impl Conn {
    /// Signs the connection in.
    pub(super) fn enter(guest: Guest, place: Place) -> Self {
        let guest = Arc::new(guest);
        let inside = place.door().enter(&guest);
        let local = || guest.stream().ok()?.local_addr().ok();
        let local = if trace::calls_are_heard() { local() } else { None };
        let peer = guest.peer;
        trace::emit(guest.id, What::Accepted { peer, local, inside });
        Self::new(guest, House::Shared(place))
    }

    /// The only connection of this process.
    #[cfg(unix)]
    pub fn alone(guest: Guest, alone: Alone) -> Self {
        Self::new(Arc::new(guest), House::Alone(Box::new(alone)))
    }

    fn new(guest: Arc<Guest>, house: House) -> Self {
        Self {
            guest,
            house,
            why: None,
            waits_since: None,
            by_line: false,
            at_end: false,
            counts: true,
        }
    }

    pub fn id(&self) -> u64 {
        self.guest.id
    }

    pub fn guest(&self) -> &Arc<Guest> {
        &self.guest
    }

    pub(super) fn door(&self) -> Option<&Arc<Door>> {
        match &self.house {
            House::Shared(place) => Some(place.door()),
            #[cfg(unix)]
            House::Alone(_) => None,
        }
    }

    /// How many wait before it, if more are inside than `workers` can serve.
    pub(super) fn ahead(&self, workers: usize) -> Option<usize> {
        self.door()?.inside().checked_sub(workers + 1)
    }

    /// Says that it waits, if all `workers` are busy.
    pub fn waits_for(&mut self, workers: usize) {
        if let Some(ahead) = self.ahead(workers) {
            self.waits(ahead);
        }
    }

    pub(super) fn waits(&mut self, ahead: usize) {
        self.waits_since = Some(trace::clock());
        self.guest.waits.store(true, Relaxed);
        trace::emit(self.id(), What::Waits { ahead });
    }

    /// It is its turn. Told only of who had to wait.
    pub fn served(&mut self) {
        if let Some(since) = self.waits_since.take() {
            self.guest.waits.store(false, Relaxed);
            let waited = trace::clock().saturating_sub(since);
            trace::emit(self.id(), What::Served { waited });
        }
    }

    /// Writes all of `bytes` as one answer.
    #[track_caller]
    pub fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.house {
            House::Shared(_) => self.guest.send(bytes),
            #[cfg(unix)]
            House::Alone(alone) => alone.send(&self.guest, bytes),
        }
    }

    /// From here on only a whole line counts as something heard: call
    /// `heard_line` for each.
    pub fn by_line(&mut self) {
        self.by_line = true;
        self.guest.heard.fetch_or(1, Relaxed);
    }

    pub fn heard_line(&self) {
        self.guest.heard.fetch_add(2, Relaxed);
    }

    /// Reads what is there already; WouldBlock when nothing is.
    #[track_caller]
    pub(super) fn read_now(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let n = again(&self.guest, bytes, os::recv_now)?;
        self.count_read(n);
        Ok(n)
    }

    fn count_read(&mut self, n: usize) {
        self.guest.read.fetch_add(n as u64, Relaxed);
        self.at_end = n == 0;
    }

    /// Begins or ends a wait for the client.
    fn listens(&self) {
        if !self.by_line {
            self.guest.heard.fetch_add(1, Relaxed);
        }
    }

    /// A second handle on the socket, to give to another process.
    #[cfg(unix)]
    pub fn handle(&self) -> io::Result<std::os::fd::OwnedFd> {
        Ok(self.guest.stream()?.try_clone()?.into())
    }
}

/// Reads, again if a signal came between.
#[inline]
#[track_caller]
fn again(
    guest: &Guest,
    bytes: &mut [u8],
    mut recv: impl FnMut(&TcpStream, &mut [u8]) -> io::Result<usize>,
) -> io::Result<usize> {
    let stream = guest.stream()?;
    loop {
        let read = trace::moving(guest.id, Call::Read, &mut *bytes, |b| {
            recv(stream, b)
        });
        match read {
            Err(e) if e.kind() == ErrorKind::Interrupted => (),
            result => return result,
        }
    }
}

impl Read for Conn {
    #[track_caller]
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.listens();
        let guest = &self.guest;
        let n = match &mut self.house {
            House::Shared(_) => again(guest, bytes, os::recv)?,
            #[cfg(unix)]
            House::Alone(alone) => again(guest, bytes, |stream, bytes| {
                alone.wait_for(guest)?;
                os::recv(stream, bytes)
            })?,
        };
        self.listens();
        self.count_read(n);
        Ok(n)
    }
}

impl Write for Conn {
    /// Writes all, as `send` does.
    #[track_caller]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.send(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
