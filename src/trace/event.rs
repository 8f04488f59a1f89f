//! An event: what happened, when, on which thread, to which connection.

use super::label::{Label, label};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::panic::Location;

/// A set of kinds of events: what a listener wants to hear.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Kinds(pub u8);

impl Kinds {
    /// Somebody should look at it.
    pub const TROUBLE: Self = Self(1);
    /// A person said something.
    pub const SAID: Self = Self(2);
    /// A connection comes, waits, is served, goes.
    pub const EVENTS: Self = Self(4);
    /// A call that may block has returned.
    pub const CALLS: Self = Self(8);

    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    #[inline]
    pub fn has(self, kind: Self) -> bool {
        self.0 & kind.0 != 0
    }
}

/// What happened at `at`: nanoseconds of CLOCK_MONOTONIC (`clock_gettime(2)`),
/// so that times of two processes can be compared. `conn` is 0 for nobody.
#[derive(Clone, Serialize, Deserialize)]
pub struct Event {
    pub at: u64,
    pub thread: Label,
    pub conn: u64,
    pub what: What,
}

#[derive(Clone, Serialize, Deserialize)]
pub enum What {
    /// Let in, as one of `inside`.
    /// Our own end of it is told only to who listens to calls: it costs a
    /// system call.
    Accepted { peer: SocketAddr, local: Option<SocketAddr>, inside: usize },
    /// A UDP sender is known from now on, as one of `inside`.
    Registered { peer: SocketAddr, inside: usize },
    /// Let in, but nobody is free to serve it; `ahead` others wait as well.
    Waits { ahead: usize },
    /// Somebody serves it now, after it had waited so many nanoseconds.
    Served { waited: u64 },
    /// It is over; bytes that we read from the client and wrote to it, where
    /// somebody could tell.
    Closed { moved: Option<(u64, u64)>, why: Why },
    /// Sent away at the door: it never was inside.
    TurnedAway { peer: SocketAddr, why: String },
    /// A call that may block has returned.
    Called(Call, Shown),
    /// A person said it: the operator, or somebody in the chat.
    Said(String),
    /// Something about the server itself.
    Note(String),
    /// The same, and somebody should look at it.
    Trouble(String),
}

impl What {
    pub fn kind(&self) -> Kinds {
        match self {
            Self::Trouble(_) => Kinds::TROUBLE,
            Self::Said(_) => Kinds::SAID,
            Self::Called(..) => Kinds::CALLS,
            _ => Kinds::EVENTS,
        }
    }
}

/// The calls that may block.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Call {
    Accept,
    Take,
    Read,
    Write,
    Receive,
    Send,
    Think,
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::Accept => "accept",
            Self::Take => "take",
            Self::Read => "read",
            Self::Write => "write",
            Self::Receive => "receive",
            Self::Send => "send",
            Self::Think => "think",
        })
    }
}

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

/// Why a connection ended, in the words of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    Client,
    Reset,
    Idle,
    Kicked,
    Closing,
    Once,
    TooLong,
    TooSlow,
    TurnedAway(String),
    Panicked,
    /// ICMP says that nobody has its port any more.
    Unreachable,
    Error(String),
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Client => f.write_str("by the client"),
            Self::Reset => f.write_str("reset by the client"),
            Self::Idle => f.write_str("idle"),
            Self::Kicked => f.write_str("kicked"),
            Self::Closing => f.write_str("server closing"),
            Self::Once => f.write_str("once"),
            Self::TooLong => f.write_str("line too long"),
            Self::TooSlow => f.write_str("reads too slowly"),
            Self::TurnedAway(why) => write!(f, "turned away ({why})"),
            Self::Unreachable => f.write_str("unreachable"),
            Self::Panicked => f.write_str("service panicked"),
            Self::Error(error) => write!(f, "error ({error})"),
        }
    }
}

impl From<io::Error> for Why {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::ConnectionReset | ErrorKind::BrokenPipe => Self::Reset,
            _ => Self::Error(error.to_string()),
        }
    }
}

impl Event {
    pub fn now(conn: u64, what: What) -> Self {
        Self { at: clock(), thread: label(), conn, what }
    }
}

/// Nanoseconds of the clock that all processes of this machine share.
#[cfg(unix)]
pub fn clock() -> u64 {
    use nix::time::{ClockId, clock_gettime};
    let now = clock_gettime(ClockId::CLOCK_MONOTONIC);
    now.map_or(0, |now| std::time::Duration::from(now).as_nanos() as u64)
}

/// Nanoseconds since the first call: here no other process is compared.
#[cfg(not(unix))]
pub fn clock() -> u64 {
    use std::{sync::LazyLock, time::Instant};
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed().as_nanos() as u64
}
