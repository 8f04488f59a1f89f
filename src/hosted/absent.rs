//! Why there is no server, although its command was run.

use super::server::START;
use crate::load::Wire;
use std::fmt;

#[derive(Clone, Debug)]
pub enum Absent {
    NoPort(String),
    NotStarted(String),
    /// How, with its last words.
    Ended(String),
    /// The same, with code 0: somebody else may go on in its place.
    Content(String),
    /// A process that it left behind listens.
    Background,
    /// A process that the one before it left behind has its port.
    LeftBehind(u16),
    /// It has this port, but over the other wire.
    On(Wire, u16),
    Never(u16),
    /// Another process listens there.
    Stranger(u16),
}

impl fmt::Display for Absent {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::NoPort(why) => write!(f, "no free port: {why}"),
            Self::NotStarted(why) => write!(f, "it can't be started: {why}"),
            Self::Ended(fate) => write!(f, "{fate} before it listened"),
            Self::Content(fate) => write!(
                f,
                "{fate} before it listened: if it went into the background, \
                 start it in the foreground"
            ),
            Self::Background => write!(
                f,
                "it went into the background: start it in the foreground"
            ),
            Self::LeftBehind(port) => {
                write!(f, "a process that was left behind has port {port}")
            }
            Self::On(Wire::Udp, port) => {
                write!(f, "it has UDP port {port}, and no TCP port")
            }
            Self::On(Wire::Tcp, port) => {
                write!(f, "it has TCP port {port}, and no UDP port")
            }
            Self::Never(port) => {
                let time = START.as_secs();
                write!(f, "it never listened on 127.0.0.1:{port} in {time} s")
            }
            Self::Stranger(port) => {
                write!(f, "another process listens on port {port}")
            }
        }
    }
}
