//! Whoever plays an act: a connection that tells its story.

use super::Stage;
use crate::client::ending::{Trouble, is_reset, is_timeout, reason};
use crate::client::story::{Deed, Story};
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

pub struct Actor {
    pub stream: TcpStream,
    pub story: Story,
    /// The first bytes that came, and how many came in all.
    pub heard: Vec<u8>,
    pub total: u64,
}

/// What ended a wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Peer,
    Reset,
    Timeout,
    /// As much came as was waited for.
    Enough,
}

impl Actor {
    pub fn enter(stage: &Stage) -> Result<Self, Trouble> {
        let stream = stage.dial.connect(&stage.teller)?;
        let mut story = Story::new(&stage.teller);
        story.did(Deed::Connect);
        Ok(Self { stream, story, heard: Vec::new(), total: 0 })
    }

    /// Few bytes, that the socket takes whole; false when it was reset.
    pub fn say(&mut self, bytes: &[u8]) -> Result<bool, Trouble> {
        match self.stream.write_all(bytes) {
            Ok(()) => {
                self.story.did(Deed::Wrote { bytes: bytes.len() as u64 });
                Ok(true)
            }
            Err(e) => self.failed(&e).map(|_| false),
        }
    }

    pub fn half_close(&mut self) -> Result<(), Trouble> {
        self.stream.shutdown(Shutdown::Write).map_err(broken)?;
        self.story.did(Deed::HalfClose);
        Ok(())
    }

    /// Hears and tells until there is `enough`, it ends, or time is up.
    pub fn hear(
        &mut self,
        enough: u64,
        until: Instant,
    ) -> Result<End, Trouble> {
        let mut bytes = [0; 4096];
        while self.total < enough {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(End::Timeout);
            }
            // A time-out of zero means none at all.
            let left = left.max(Duration::from_millis(1));
            self.stream.set_read_timeout(Some(left)).map_err(broken)?;
            match self.stream.read(&mut bytes) {
                Ok(0) => {
                    self.story.did(Deed::EndOfFile);
                    return Ok(End::Peer);
                }
                Ok(n) => {
                    self.story.did(Deed::Read { bytes: n as u64 });
                    self.total += n as u64;
                    let room = 64usize.saturating_sub(self.heard.len());
                    self.heard.extend_from_slice(&bytes[..n.min(room)]);
                }
                Err(e) if e.kind() == ErrorKind::Interrupted => (),
                Err(e) if is_timeout(&e) => (),
                Err(e) => return self.failed(&e),
            }
        }
        Ok(End::Enough)
    }

    /// Hears to the end; a time-out is told, and closes.
    pub fn hear_out(&mut self, most: Duration) -> Result<End, Trouble> {
        let end = self.hear(u64::MAX, Instant::now() + most)?;
        if end == End::Timeout {
            self.story.did(Deed::Timeout);
            self.story.did(Deed::Closed);
        }
        Ok(end)
    }

    /// A reset is part of a story; another error ends it.
    pub fn failed(&mut self, error: &io::Error) -> Result<End, Trouble> {
        if is_reset(error) {
            self.story.did(Deed::ResetByPeer);
            return Ok(End::Reset);
        }
        Err(broken_by(error))
    }
}

fn broken(error: io::Error) -> Trouble {
    broken_by(&error)
}

fn broken_by(error: &io::Error) -> Trouble {
    Trouble::world(format!("the connection broke: {}", reason(error)))
}
