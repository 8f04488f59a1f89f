//! An event: what happened, when, on which thread, to which connection.

use super::Spot;
use super::label::{Label, label};
use super::shown::Shown;
use super::why::Why;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::net::SocketAddr;

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
    /// It begins: only told from one process to another, which can't look.
    pub const BEGUN: Self = Self(16);
    /// Somebody has looked at what no event tells.
    pub const SAMPLED: Self = Self(32);

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
    /// It is about to begin, there in the service, and there in the stage.
    Began(Call, Spot, Spot),
    /// Its thread stood at a gate for so many nanoseconds, there in the
    /// service, and there in the stage.
    Held(Call, u64, Spot, Spot),
    /// Who stands in the kernel's queue from now on; and `more`.
    Queued { peers: Vec<SocketAddr>, more: usize },
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
            Self::Called(..) | Self::Held(..) => Kinds::CALLS,
            Self::Began(..) => Kinds::BEGUN,
            Self::Queued { .. } => Kinds::SAMPLED,
            _ => Kinds::EVENTS,
        }
    }
}

/// The calls that may block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Call {
    Accept,
    Take,
    Read,
    Write,
    Receive,
    Send,
    Think,
    Lock,
    /// No call, but what a thread comes to as well: the end of a connection.
    End,
}

impl Call {
    pub const ALL: [Self; 9] = [
        Self::Accept,
        Self::Take,
        Self::Read,
        Self::Write,
        Self::Receive,
        Self::Send,
        Self::Think,
        Self::Lock,
        Self::End,
    ];

    /// The one of that name.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|call| call.word() == word)
    }

    /// It moves bytes.
    pub fn moves(self) -> bool {
        matches!(self, Self::Read | Self::Write | Self::Receive | Self::Send)
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Take => "take",
            Self::Read => "read",
            Self::Write => "write",
            Self::Receive => "receive",
            Self::Send => "send",
            Self::Think => "think",
            Self::Lock => "lock",
            Self::End => "end",
        }
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.word())
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
