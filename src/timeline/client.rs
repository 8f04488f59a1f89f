//! Somebody who came: a connection, or a peer without one.

/// A connection by its number, or somebody who never had one: in order of
/// appearance, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClientId {
    Conn(u64),
    Peer(u32),
}

/// Somebody who came. Times are nanoseconds.
#[derive(Clone, Debug)]
pub struct Client {
    pub id: ClientId,
    /// Empty where the recording does not tell.
    pub peer: String,
    /// When it was first seen.
    pub came: u64,
    /// In a queue.
    pub waited: u64,
    /// From when a thread had it, and until when.
    pub served: Option<(u64, u64)>,
    /// A thread was blocked for it in read, and in write.
    pub read: u64,
    pub written: u64,
    /// Bytes.
    pub bytes_in: u64,
    pub bytes_out: u64,
    /// Why it ended; None where that is not recorded.
    pub why: Option<String>,
    /// What it did, as the server saw it. Bounded.
    pub actions: Vec<Action>,
}

#[derive(Clone, Debug)]
pub struct Action {
    pub ns: u64,
    pub did: Did,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Did {
    /// It was seen in the kernel's queue, accepted, or a datagram came.
    Came,
    /// So many bytes arrived; the first of them.
    Sent(u64, String),
    /// Its end-of-file arrived.
    Ended,
    /// We let go of it.
    Closed(String),
}

impl ClientId {
    /// Counted on from the `last` connection, for who never had a number.
    pub fn number(self, last: u64) -> u64 {
        match self {
            Self::Conn(conn) => conn,
            Self::Peer(nth) => last.saturating_add(1 + u64::from(nth)),
        }
    }
}

impl Client {
    pub fn new(id: ClientId, peer: String, came: u64) -> Self {
        Self {
            id,
            peer,
            came,
            waited: 0,
            served: None,
            read: 0,
            written: 0,
            bytes_in: 0,
            bytes_out: 0,
            why: None,
            actions: Vec::new(),
        }
    }
}
