//! Why a connection ended.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::io::{self, ErrorKind};

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
