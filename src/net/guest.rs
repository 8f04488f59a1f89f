//! A connection as the door knows it: who it is, what it did so far, whose
//! turn it is to speak, and why it must leave.

use super::os;
use crate::trace::{self, Call, Why};
use std::io::{self, ErrorKind};
use std::mem;
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::atomic::{
    AtomicBool, AtomicU64,
    Ordering::{AcqRel, Acquire, Relaxed},
};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

/// Set in `turn` when the operator has said something that is not yet sent.
const SAID: u64 = 1 << 63;
/// Bytes of the operator's that may wait for one client.
const SAID_MOST: usize = 4096;

pub struct Guest {
    pub id: u64,
    pub peer: SocketAddr,
    /// When it came (see `Event::at`).
    pub since: u64,
    /// A member of a UDP room has none.
    stream: Option<TcpStream>,
    /// True while it stands in our queue.
    pub waits: AtomicBool,
    pub read: AtomicU64,
    pub written: AtomicU64,
    /// Odd while we wait for the client; it moves with all that we hear.
    pub heard: AtomicU64,
    /// Odd while an answer is on its way; it moves with every answer.
    pub turn: AtomicU64,
    why: OnceLock<Why>,
    said: Mutex<Vec<u8>>,
    courier: OnceLock<Courier>,
}

/// What the server has to say to a client that another process serves.
pub enum Word<'a> {
    Say(&'a [u8]),
    Closing,
    CutOff,
}

/// Brings a word to that process. False: it could not.
pub type Courier = Box<dyn Fn(Word) -> bool + Send + Sync>;

impl Guest {
    pub fn new(id: u64, peer: SocketAddr, stream: TcpStream) -> Self {
        Self { stream: Some(stream), ..Self::without_stream(id, peer) }
    }

    /// One that only a courier reaches.
    pub fn without_stream(id: u64, peer: SocketAddr) -> Self {
        Self {
            id,
            peer,
            since: trace::clock(),
            stream: None,
            waits: AtomicBool::new(false),
            read: AtomicU64::new(0),
            written: AtomicU64::new(0),
            heard: AtomicU64::new(0),
            turn: AtomicU64::new(0),
            why: OnceLock::new(),
            said: Mutex::default(),
            courier: OnceLock::new(),
        }
    }

    /// Its connection; `NotConnected` where it has none.
    #[inline]
    pub fn stream(&self) -> io::Result<&TcpStream> {
        self.stream.as_ref().ok_or_else(|| ErrorKind::NotConnected.into())
    }

    fn shutdown(&self, how: Shutdown) {
        if let Some(stream) = &self.stream {
            // The client may be gone already; then there is nothing to shut.
            let _ = stream.shutdown(how);
        }
    }

    /// Asks it to leave at once. The first reason stays.
    pub fn dismiss(&self, why: Why) {
        if self.why.set(why).is_ok() {
            self.shutdown(Shutdown::Both);
            self.courier.get().map(|tell| tell(Word::Closing));
        }
    }

    /// Gives it an end-of-file after what has arrived. It acts on the socket,
    /// not on the descriptor, and so reaches a child process as well.
    pub fn close_gently(&self) {
        if self.why.set(Why::Closing).is_ok() {
            self.shutdown(Shutdown::Read);
            self.courier.get().map(|tell| tell(Word::Closing));
        }
    }

    /// Its time is over: what it still does, it does no more.
    pub fn cut_off(&self) {
        self.shutdown(Shutdown::Both);
        self.courier.get().map(|tell| tell(Word::CutOff));
    }

    /// Why the door wants it to leave, if it does.
    pub fn dismissed(&self) -> Option<&Why> {
        self.why.get()
    }

    pub fn sent_by(&self, courier: Courier) {
        // A connection is given to one process only, and so set once.
        let _ = self.courier.set(courier);
    }

    /// True where another process serves it: then its counters stand still.
    pub fn is_elsewhere(&self) -> bool {
        self.stream.is_some() && self.courier.get().is_some()
    }

    /// Writes `bytes` as one answer: nothing of the operator's gets between.
    #[track_caller]
    pub fn send(&self, bytes: &[u8]) -> io::Result<()> {
        self.send_while(bytes, || Ok(()))
    }

    /// The same; `go_on` is asked after each write that was cut short.
    #[track_caller]
    pub fn send_while(
        &self,
        bytes: &[u8],
        go_on: impl Fn() -> io::Result<()>,
    ) -> io::Result<()> {
        if self.next_turn() {
            self.write(&self.take_said(), &go_on)?;
        }
        self.write(bytes, &go_on)?;
        while self.next_turn() {
            self.next_turn();
            self.write(&self.take_said(), &go_on)?;
        }
        Ok(())
    }

    /// Begins or ends an answer; true when the operator wants to speak.
    fn next_turn(&self) -> bool {
        self.turn.fetch_add(1, AcqRel) & SAID != 0
    }

    #[track_caller]
    fn write(
        &self,
        mut left: &[u8],
        go_on: impl Fn() -> io::Result<()>,
    ) -> io::Result<()> {
        let stream = self.stream()?;
        while !left.is_empty() {
            let sent = trace::moving(self.id, Call::Write, left, |bytes| {
                os::send(stream, bytes)
            });
            match sent {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(n) => {
                    self.written.fetch_add(n as u64, Relaxed);
                    left = &left[n..];
                }
                Err(e) if e.kind() == ErrorKind::Interrupted => (),
                // Only a socket with a time-out of its own says that.
                Err(e) if e.kind() == ErrorKind::WouldBlock => (),
                Err(e) => return Err(e),
            }
            if !left.is_empty() {
                go_on()?;
            }
        }
        Ok(())
    }

    fn said(&self) -> MutexGuard<'_, Vec<u8>> {
        self.said.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take_said(&self) -> Vec<u8> {
        let mut said = self.said();
        self.turn.fetch_and(!SAID, AcqRel);
        mem::take(&mut said)
    }

    /// The operator speaks: at once between two answers, else the serving
    /// thread passes it on after the answer that is on its way. It never
    /// blocks. False: this client takes nothing, so it is not told.
    pub fn say(&self, text: &[u8]) -> bool {
        if let Some(tell) = self.courier.get() {
            return tell(Word::Say(text));
        }
        let mut said = self.said();
        if said.len() + text.len() > SAID_MOST {
            return false;
        }
        said.extend_from_slice(text);
        if self.turn.fetch_or(SAID, AcqRel) & 1 == 0 {
            self.send_said(&mut said);
        }
        true
    }

    fn send_said(&self, said: &mut Vec<u8>) {
        while !said.is_empty() {
            let sent = self.stream().and_then(|to| os::send_now(to, said));
            match sent {
                Ok(n) => {
                    self.written.fetch_add(n as u64, Relaxed);
                    said.drain(..n);
                }
                Err(e) if e.kind() == ErrorKind::Interrupted => (),
                // Full: the rest goes before the next answer. Gone: the
                // serving thread sees the same.
                Err(_) => return,
            }
        }
        self.turn.fetch_and(!SAID, AcqRel);
    }

    /// True while an answer is on its way.
    pub fn is_answering(&self) -> bool {
        self.turn.load(Acquire) & 1 == 1
    }
}
