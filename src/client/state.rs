//! The states of a connection, by the names that telnet-like clients and
//! their toolkits use.

use serde::Serialize;
use std::fmt;
use std::net::SocketAddr;

#[derive(Serialize)]
#[serde(tag = "state")]
pub enum State {
    HostLookup {
        target: String,
    },
    Connecting {
        peer: SocketAddr,
        nth: usize,
        of: usize,
    },
    Connected {
        local: SocketAddr,
        peer: SocketAddr,
    },
    Closing {
        why: &'static str,
    },
    Unconnected {
        #[serde(flatten)]
        why: Why,
    },
    /// A pause before the next try.
    Again {
        pause: f64,
        nth: u32,
        of: u32,
    },
}

/// Why there is no connection.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Why {
    Over { out: u64, r#in: u64 },
    Failed { why: String },
    Udp { local: SocketAddr, peer: SocketAddr },
}

impl State {
    pub fn failed(why: impl fmt::Display) -> Self {
        Self::Unconnected { why: Why::Failed { why: why.to_string() } }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::HostLookup { target } => write!(f, "HostLookup {target}"),
            Self::Connecting { peer, of: 1, .. } => {
                write!(f, "Connecting {peer}")
            }
            Self::Connecting { peer, nth, of } => {
                write!(f, "Connecting {peer} ({nth} of {of})")
            }
            Self::Connected { local, peer } => {
                write!(f, "Connected {local} -> {peer}")
            }
            Self::Closing { why } => write!(f, "Closing: {why}"),
            Self::Unconnected { why } => write!(f, "Unconnected{why}"),
            Self::Again { pause, nth, of } => {
                write!(f, "again in {pause:.1} s ({nth} of {of})")
            }
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Over { out, r#in } => {
                write!(f, ": {out} B out, {} B in", r#in)
            }
            Self::Failed { why } => write!(f, ": {why}"),
            Self::Udp { local, peer } => {
                write!(f, " {local} -> {peer} (UDP: nothing was sent yet)")
            }
        }
    }
}
