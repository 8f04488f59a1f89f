//! How a run went: what the exit code says, and an error in plain words.

use serde::Serialize;
use std::fmt::{self, Display};
use std::io::{self, ErrorKind};
use std::net::SocketAddr;

/// A run that came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Exit code 0.
    AsExpected,
    /// Exit code 1: the peer lost, changed or refused something.
    FellShort,
}

impl Ending {
    pub fn good(is: bool) -> Self {
        if is { Self::AsExpected } else { Self::FellShort }
    }
}

/// A run that could not be done, and the line that says so.
#[derive(Debug, Serialize)]
pub struct Trouble {
    pub code: i32,
    #[serde(rename = "error")]
    pub text: String,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Trouble {
    /// The world, or the peer, did not let us.
    pub fn world(text: impl Display) -> Self {
        Self { code: 1, text: text.to_string() }
    }

    pub fn no_thread(error: io::Error) -> Self {
        let text = format!("cannot start a thread: {error}; see: ulimit -u");
        Self::world(text)
    }

    /// It could never work.
    pub fn words(text: impl Display) -> Self {
        Self { code: 2, text: text.to_string() }
    }

    /// We could not connect.
    pub fn unreached(text: impl Display) -> Self {
        Self { code: 3, text: text.to_string() }
    }
}

/// What the system said, without its number.
pub fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let name = text.rsplit_once("address information: ");
    name.map_or(text, |(_, reason)| reason).to_string()
}

/// Why nobody could be reached there, and what to do.
pub fn advice(addr: SocketAddr, error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::ConnectionRefused => {
            format!("nobody listens there; start one with: {}", start(addr))
        }
        ErrorKind::TimedOut => {
            "it may be off, or a firewall may drop what we send".into()
        }
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => {
            "no way leads there; see: ip route".into()
        }
        ErrorKind::AddrNotAvailable => {
            "see --bind and: ip address; or all ports are taken: ss -s".into()
        }
        ErrorKind::PermissionDenied => {
            "it may be a broadcast address, or a firewall forbids it".into()
        }
        _ if is_descriptors(error) => "see: ulimit -n".into(),
        _ => "see --help".into(),
    }
}

fn start(addr: SocketAddr) -> String {
    if addr.port() == 8899 {
        "echostage".into()
    } else {
        format!("echostage --listen {addr}")
    }
}

/// The peer closed without reading all of what we sent, or it died.
pub fn is_reset(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::BrokenPipe
    )
}

/// A time-out, as the system names it: EAGAIN on Unix.
pub fn is_timeout(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}

/// EMFILE, for which Rust has no name yet.
fn is_descriptors(error: &io::Error) -> bool {
    cfg!(unix) && error.raw_os_error() == Some(24)
}
