//! Datagrams to one peer, and from it; and what their errors mean.

use super::ending::{Trouble, reason};
use super::udp::Udp;
use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;

pub struct Wire {
    socket: UdpSocket,
    peer: SocketAddr,
    connected: bool,
    broadcast: bool,
    /// Something came: who is refused now had been reached before.
    heard: AtomicBool,
}

impl Wire {
    pub fn new(socket: UdpSocket, peer: SocketAddr, udp: &Udp) -> Self {
        let Udp { connected, broadcast, .. } = *udp;
        let heard = AtomicBool::new(false);
        Self { socket, peer, connected, broadcast, heard }
    }

    /// One datagram. An error of an unconnected socket is about this datagram;
    /// of a connected one, about an earlier one.
    pub fn send(&self, bytes: &[u8]) -> Result<(), Trouble> {
        let sent = if self.connected {
            self.socket.send(bytes)
        } else {
            self.socket.send_to(bytes, self.peer)
        };
        match sent {
            Ok(_) => Ok(()),
            // The queue of the interface is full: lost, like any other.
            Err(e) if is_passing(&e) => Ok(()),
            Err(e) => Err(self.explain(&e)),
        }
    }

    pub fn explain(&self, error: &io::Error) -> Trouble {
        let text = explain(self.peer, self.broadcast, error);
        if self.heard.load(Relaxed) {
            Trouble::world(text)
        } else {
            Trouble::unreached(text)
        }
    }

    /// The next datagram. Without a connection no error is about a peer:
    /// Windows reports one that has gone away, and that is no reason to stop.
    pub fn receive(&self, bytes: &mut [u8]) -> io::Result<(usize, SocketAddr)> {
        match self.socket.recv_from(bytes) {
            Err(e)
                if !self.connected
                    && e.kind() == ErrorKind::ConnectionReset =>
            {
                Err(ErrorKind::Interrupted.into())
            }
            Ok(came) => {
                self.heard.store(true, Relaxed);
                Ok(came)
            }
            Err(e) => Err(e),
        }
    }

    pub fn set_timeout(&self, most: Duration) -> io::Result<()> {
        // A time-out of zero means none at all.
        let most = most.max(Duration::from_millis(1));
        self.socket.set_read_timeout(Some(most))
    }

    pub fn peer(&self) -> SocketAddr {
        self.peer
    }

    /// Whether a datagram from there is an answer. Whoever a group or a
    /// broadcast reaches answers from an address of its own.
    pub fn expects(&self, from: SocketAddr) -> bool {
        from == self.peer || self.is_to_all()
    }

    fn is_to_all(&self) -> bool {
        let ip = self.peer.ip();
        self.broadcast
            || ip.is_multicast()
            || ip == IpAddr::V4(Ipv4Addr::BROADCAST)
    }
}

/// ENOBUFS, which only passing trouble makes (send(2)).
fn is_passing(error: &io::Error) -> bool {
    cfg!(target_os = "linux") && error.raw_os_error() == Some(105)
        || cfg!(target_vendor = "apple") && error.raw_os_error() == Some(55)
}

pub fn explain(peer: SocketAddr, broadcast: bool, error: &io::Error) -> String {
    let why = reason(error);
    let what = match error.kind() {
        ErrorKind::PermissionDenied if !broadcast => {
            let ip = peer.ip();
            format!("{why}: {ip} is a broadcast address: add --broadcast")
        }
        ErrorKind::ConnectionRefused => {
            "nobody listens there (ICMP port unreachable)".into()
        }
        ErrorKind::AddrNotAvailable => {
            format!("{why}: --bind needs an address of this machine")
        }
        ErrorKind::AddrInUse => format!("{why}: take another port: --bind"),
        ErrorKind::NetworkUnreachable | ErrorKind::HostUnreachable => {
            format!("{why}: no way leads there; see: ip route")
        }
        _ => why,
    };
    format!("cannot send to {peer}: {what}")
}
