//! One TCP client of a probe: it says something, and listens with patience.

use super::finding::{Fault, broken};
use super::nobody::not_connected;
use super::said::{End, Heard, Miss};
use crate::load::Stop;
use crate::trace::escape;
use socket2::SockRef;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::thread;
use std::time::Duration;

/// How long an answer may take that should come.
pub const PATIENCE: Duration = Duration::from_secs(2);
/// How long we listen where nothing should come.
pub const MOMENT: Duration = Duration::from_millis(300);

/// Silence is counted in looks of this length, each as long as it should have
/// been: a machine that stands still for seconds makes nobody late.
const LOOK: Duration = Duration::from_millis(100);

pub struct Peer {
    stream: TcpStream,
    stop: Stop,
}

impl Peer {
    /// Comes in. Broken: nobody listens, or the queue is full for so long.
    pub fn come(addr: SocketAddr, stop: &Stop) -> Result<Self, Fault> {
        let connected =
            TcpStream::connect_timeout(&addr, PATIENCE).and_then(|stream| {
                stream.set_nodelay(true)?;
                stream.set_write_timeout(Some(PATIENCE))?;
                Ok(Self { stream, stop: stop.clone() })
            });
        connected.map_err(|e| not_connected(&e, addr))
    }

    pub fn addr(&self) -> io::Result<SocketAddr> {
        self.stream.local_addr()
    }

    /// Whether it is still connected, whatever it has heard.
    pub fn stays(&self) -> bool {
        let look = || {
            self.stream.set_nonblocking(true)?;
            let seen = self.stream.peek(&mut [0]);
            self.stream.set_nonblocking(false)?;
            seen
        };
        match look() {
            Ok(n) => n > 0,
            Err(e) => e.kind() == ErrorKind::WouldBlock,
        }
    }

    /// Sends it; how far that went is seen by what comes back.
    pub fn say(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.write_all(bytes)
    }

    /// Listens until `most` bytes are there, or nothing came for `patience`.
    pub fn hear(&mut self, most: usize, patience: Duration) -> Heard {
        let mut bytes = Vec::new();
        let mut buf = [0; 16 * 1024];
        let mut silence = Duration::ZERO;
        let end = loop {
            let left = most - bytes.len();
            if left == 0 {
                break End::Enough;
            }
            // Who sends a byte now and then is not listened to for ever.
            let wait = patience.saturating_sub(silence).min(LOOK);
            if wait.is_zero() || self.stop.is_set() {
                break End::Silence(patience);
            }
            if let Err(e) = self.stream.set_read_timeout(Some(wait)) {
                break End::Failed(said(&e));
            }
            let most = left.min(buf.len());
            match self.stream.read(&mut buf[..most]) {
                Ok(0) => break End::Closed,
                Ok(n) => {
                    bytes.extend(&buf[..n]);
                    silence = Duration::ZERO;
                }
                Err(e) if timed_out(&e) => silence += wait,
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                Err(e) => break End::Failed(said(&e)),
            }
        };
        Heard { bytes, end }
    }

    /// Says it, and must have it back. `sent` names it for the report.
    pub fn ask(&mut self, bytes: &[u8], sent: &str) -> Result<(), Fault> {
        let heard = self.echoed(bytes);
        match heard.unlike(bytes) {
            Some(seen) => Err(broken(sent, "the same bytes", seen)),
            None => Ok(()),
        }
    }

    /// Whether the same comes back within `patience`.
    pub fn is_answered(&mut self, bytes: &[u8], patience: Duration) -> bool {
        self.miss(bytes, patience).is_none()
    }

    /// Says it; what comes within `patience` instead of the same, if so.
    pub fn miss(&mut self, bytes: &[u8], patience: Duration) -> Option<Miss> {
        self.answer(bytes, patience).unlike(bytes)
    }

    /// Says it; what comes within `patience`.
    pub fn answer(&mut self, bytes: &[u8], patience: Duration) -> Heard {
        match self.say(bytes) {
            Ok(()) => self.hear(bytes.len(), patience),
            Err(e) => Heard { bytes: vec![], end: End::Failed(said(&e)) },
        }
    }

    /// The words that came instead of an answer, with the rest of them.
    pub fn farewell(&mut self, first: Heard) -> Miss {
        let rest = self.hear(60, MOMENT).bytes;
        let words = [first.bytes, rest].concat();
        format!("\"{}\"", escape(&words, 60)).into()
    }

    /// What comes back while we are still writing: an echo server that has
    /// nowhere to put its answer stops reading.
    pub fn echoed(&mut self, bytes: &[u8]) -> Heard {
        let writer = self.stream.try_clone();
        thread::scope(|scope| {
            if let Ok(mut writer) = writer {
                // What is not written is not heard, and told so.
                scope.spawn(move || writer.write_all(bytes).is_ok());
            }
            let heard = self.hear(bytes.len(), PATIENCE);
            if heard.end != End::Enough {
                // The writer may wait for a server that reads no more.
                let _ = self.stream.shutdown(Shutdown::Both); // ended: well
            }
            heard
        })
    }

    /// Ends our half: the server reads an end-of-file.
    pub fn half_close(&self) -> io::Result<()> {
        self.stream.shutdown(Shutdown::Write)
    }

    /// Leaves with a reset instead of an end.
    pub fn reset(self) -> io::Result<()> {
        SockRef::from(&self.stream).set_linger(Some(Duration::ZERO))
    }

    /// Writes, and reads nothing, until nothing more fits or `most` are
    /// written. Returns how many went out.
    pub fn pour(&mut self, most: usize) -> io::Result<usize> {
        self.stream.set_write_timeout(Some(MOMENT))?;
        let chunk = [b'.'; 64 * 1024];
        let mut out = 0;
        while out < most && !self.stop.is_set() {
            match self.stream.write(&chunk) {
                Ok(n) => out += n,
                Err(e) if timed_out(&e) => break,
                Err(e) => return Err(e),
            }
        }
        Ok(out)
    }
}

/// A blocking socket's time-out has two names.
fn timed_out(e: &io::Error) -> bool {
    matches!(e.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}

/// An error in the field's words, without the number.
pub fn said(e: &io::Error) -> String {
    match e.kind() {
        ErrorKind::ConnectionReset => "a reset (ECONNRESET)".into(),
        ErrorKind::BrokenPipe => "a broken pipe (EPIPE)".into(),
        ErrorKind::ConnectionRefused => {
            "refused (ECONNREFUSED): nobody listens".into()
        }
        ErrorKind::TimedOut => "no connection in time".into(),
        _ => e.to_string(),
    }
}
