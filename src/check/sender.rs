//! One UDP sender of a probe: a datagram goes out, and what comes back is
//! looked at with its source.

use super::finding::{Fault, broken};
use super::peer::PATIENCE;
use super::said::{End, Heard, lasting, late};
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::time::Duration;

pub struct Sender {
    socket: UdpSocket,
    to: SocketAddr,
}

/// The longest datagram over IPv4, one byte more than fits for the end.
const MOST: usize = 65_508;

impl Sender {
    pub fn to(to: SocketAddr) -> Result<Self, Fault> {
        let own: SocketAddr = match to {
            SocketAddr::V4(_) => (Ipv4Addr::UNSPECIFIED, 0).into(),
            SocketAddr::V6(_) => (Ipv6Addr::UNSPECIFIED, 0).into(),
        };
        let socket = UdpSocket::bind(own).map_err(ours)?;
        Ok(Self { socket, to })
    }

    pub fn say(&self, bytes: &[u8]) -> Result<(), Fault> {
        self.socket.send_to(bytes, self.to).map_err(ours)?;
        Ok(())
    }

    /// The next datagram and its source; None: none came.
    pub fn hear(&self, patience: Duration) -> Option<(Vec<u8>, SocketAddr)> {
        self.socket.set_read_timeout(Some(patience)).ok()?;
        let mut buf = vec![0; MOST];
        let (n, from) = self.socket.recv_from(&mut buf).ok()?;
        buf.truncate(n);
        Some((buf, from))
    }

    /// Sends it, and must have it back from where it was sent.
    pub fn ask(&self, bytes: &[u8], sent: &str) -> Result<(), Fault> {
        self.say(bytes)?;
        let expected = "the same datagram";
        let Some((back, from)) = self.hear(PATIENCE) else {
            let seen = late(format!("nothing in {}", lasting(PATIENCE)));
            return Err(broken(sent, expected, seen));
        };
        let heard = Heard { bytes: back, end: End::Enough };
        if let Some(seen) = heard.unlike(bytes) {
            return Err(broken(sent, expected, seen));
        }
        if from.port() != self.to.port() {
            return Err(broken(
                sent,
                format!("an answer from port {}", self.to.port()),
                format!("one from port {}", from.port()),
            ));
        }
        Ok(())
    }

    /// Whether the same comes back; once more where the first got lost.
    pub fn is_answered(&self, bytes: &[u8], patience: Duration) -> bool {
        (0..2).any(|_| {
            self.say(bytes).is_ok()
                && self.hear(patience).is_some_and(|(back, _)| back == bytes)
        })
    }
}

fn ours(e: io::Error) -> Fault {
    Fault::Untold(format!("our own socket: {e}"))
}
