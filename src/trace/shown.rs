//! What a finished call has shown: how long, how much, from whom, from where in
//! our source.

use super::event::clock;
use serde::{Deserialize, Serialize};
use std::io;
use std::net::SocketAddr;
use std::panic::Location;

/// What a finished call has shown: nanoseconds, bytes moved or the error, the
/// first of the bytes, and the line of source that made the call. A datagram has
/// a peer of its own.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Shown {
    pub took: u64,
    pub moved: usize,
    pub error: Option<String>,
    pub first: Vec<u8>,
    pub peer: Option<SocketAddr>,
    pub spot: Spot,
}

#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Spot {
    pub file: String,
    pub line: u32,
}

/// What a call has moved: so many bytes, and for a datagram from or to whom.
pub trait Moved {
    fn bytes(&self) -> usize;
    fn peer(&self) -> Option<SocketAddr>;
}

impl Moved for usize {
    fn bytes(&self) -> usize {
        *self
    }

    fn peer(&self) -> Option<SocketAddr> {
        None
    }
}

impl Moved for (usize, SocketAddr) {
    fn bytes(&self) -> usize {
        self.0
    }

    fn peer(&self) -> Option<SocketAddr> {
        Some(SocketAddr::new(self.1.ip().to_canonical(), self.1.port()))
    }
}

/// As many bytes of a message as a line of the log can hold.
const FIRST: usize = 48;

impl Shown {
    pub(super) fn new(
        start: u64,
        result: &io::Result<impl Moved>,
        bytes: &[u8],
        at: &Location,
    ) -> Self {
        let moved = result.as_ref().map_or(0, Moved::bytes);
        let first = bytes.iter().take(moved.min(FIRST)).copied();
        Self {
            took: clock().saturating_sub(start),
            moved,
            error: result.as_ref().err().map(io::Error::to_string),
            first: first.collect(),
            peer: result.as_ref().ok().and_then(Moved::peer),
            spot: Spot { file: at.file().into(), line: at.line() },
        }
    }
}
