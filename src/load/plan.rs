//! What to ask of a server: so many clients, so much, so often, for so long.

use std::net::SocketAddr;
use std::time::Duration;

/// A load. The server is one that answers with the same bytes.
#[derive(Clone, Debug)]
pub struct Plan {
    pub target: SocketAddr,
    pub wire: Wire,
    /// Who asks, each with a connection (or a UDP socket) of its own.
    pub clients: usize,
    /// Bytes of a request, and so of its answer.
    pub size: usize,
    /// Requests that a client may have under way at a time.
    pub pipeline: usize,
    /// How long a client rests between an answer and the next request.
    pub think: Duration,
    /// A connection for each request.
    pub churn: bool,
    /// So many others connect first, and say nothing.
    pub silent: usize,
    /// Open loop: requests a second in all, each due at its own moment.
    pub rate: Option<f64>,
    pub until: Until,
    /// An answer that takes longer counts as never given.
    pub patience: Duration,
    /// Threads that drive the clients.
    pub threads: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wire {
    Tcp,
    Udp,
}

/// When to stop asking.
#[derive(Clone, Copy, Debug)]
pub enum Until {
    Time(Duration),
    /// So many requests in all.
    Requests(u64),
}
