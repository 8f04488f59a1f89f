//! What a finished call has shown: how long, how much, from whom, from where in
//! our source.

use super::Spot;
use super::event::clock;
use serde::{Deserialize, Serialize};
use std::io;
use std::net::SocketAddr;
use std::ops::Deref;

/// What a finished call has shown: nanoseconds, bytes moved or the error, the
/// first of the bytes, the line of source that made the call, and the one where
/// its thread stood in the stage. A datagram has a peer of its own.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Shown {
    pub took: u64,
    pub moved: usize,
    pub error: Option<String>,
    pub first: First,
    pub peer: Option<SocketAddr>,
    pub spot: Spot,
    pub stage: Spot,
}

/// As many bytes of a message as a line of the log can hold. In place: an event
/// shall cost no allocation.
const FIRST: usize = 48;

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(from = "Vec<u8>", into = "Vec<u8>")]
pub struct First {
    len: u8,
    bytes: [u8; FIRST],
}

impl From<&[u8]> for First {
    fn from(all: &[u8]) -> Self {
        let len = all.len().min(FIRST);
        let mut bytes = [0; FIRST];
        bytes[..len].copy_from_slice(&all[..len]);
        Self { len: len as u8, bytes }
    }
}

impl From<Vec<u8>> for First {
    fn from(all: Vec<u8>) -> Self {
        Self::from(&*all)
    }
}

impl From<First> for Vec<u8> {
    fn from(first: First) -> Self {
        first.to_vec()
    }
}

impl Default for First {
    fn default() -> Self {
        Self { len: 0, bytes: [0; FIRST] }
    }
}

impl Deref for First {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len).min(FIRST)]
    }
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

impl Shown {
    pub(super) fn new(
        start: u64,
        result: &io::Result<impl Moved>,
        bytes: &[u8],
        (spot, stage): (Spot, Spot),
    ) -> Self {
        let took = clock().saturating_sub(start);
        let (moved, peer, error) = match result {
            Ok(moved) => (moved.bytes(), moved.peer(), None),
            Err(e) => (0, None, Some(e.to_string())),
        };
        let first = bytes[..moved.min(bytes.len())].into();
        Self { took, moved, error, first, peer, spot, stage }
    }
}
