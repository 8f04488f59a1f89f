//! Somebody who watches. Nobody ever waits for it: what it does not take stays
//! here, and until it has taken that, it gets nothing more.

use std::io::{ErrorKind, Read, Write};
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

/// Who takes nothing for so long makes place for another.
const STUCK: Duration = Duration::from_secs(10);

pub struct Watcher {
    stream: UnixStream,
    /// What it has not taken yet.
    left: Vec<u8>,
    /// When it took something last.
    took: Instant,
    gone: bool,
    /// The next line of the log that it has not had.
    pub next: u64,
}

impl Watcher {
    pub fn new(stream: UnixStream) -> std::io::Result<Self> {
        stream.set_nonblocking(true)?;
        let (left, took) = (Vec::new(), Instant::now());
        Ok(Self { stream, left, took, gone: false, next: 0 })
    }

    pub fn has_taken_all(&self) -> bool {
        self.left.is_empty()
    }

    pub fn is_stuck(&self) -> bool {
        !self.left.is_empty() && self.took.elapsed() > STUCK
    }

    pub fn send(&mut self, bytes: &[u8]) {
        self.left.extend_from_slice(bytes);
        self.push();
    }

    fn push(&mut self) {
        while !self.left.is_empty() {
            match (&self.stream).write(&self.left) {
                Ok(n) => {
                    self.left.drain(..n);
                    self.took = Instant::now();
                }
                Err(e) if e.kind() == ErrorKind::Interrupted => (),
                Err(e) => {
                    self.gone |= e.kind() != ErrorKind::WouldBlock;
                    return;
                }
            }
        }
    }

    /// Sends what is left; false when it has gone. What it says is ignored, and
    /// it need not say anything: whoever can't be written to has gone.
    pub fn is_there(&mut self) -> bool {
        self.push();
        match (&self.stream).read(&mut [0; 512]) {
            Ok(_) => (), // 0: it has shut down its writing side
            Err(e) => {
                self.gone |= !matches!(
                    e.kind(),
                    ErrorKind::WouldBlock | ErrorKind::Interrupted
                );
            }
        }
        !self.gone
    }
}
