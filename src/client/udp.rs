//! A UDP socket and whom it talks to. Connected or not decides what it learns:
//! only a connected one is told that nobody listens (UNP section 8.11).

use super::dial::Dial;
use super::ending::{Trouble, reason};
use super::interface::Interface;
use super::state::{State, Why};
use super::teller::Teller;
use socket2::{Domain, Socket, Type};
use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;

/// What is asked of it.
#[derive(Clone, Debug, Default)]
pub struct Udp {
    pub connected: bool,
    /// Permission to send to a broadcast address.
    pub broadcast: bool,
    /// Where datagrams to a multicast group leave.
    pub interface: Option<Interface>,
}

pub struct Wire {
    socket: UdpSocket,
    peer: SocketAddr,
    connected: bool,
    broadcast: bool,
    /// Something was sent: who is refused now had been reached before.
    used: AtomicBool,
}

impl Udp {
    /// The first address of the target that a socket can be had for.
    pub fn open(&self, dial: &Dial, teller: &Teller) -> Result<Wire, Trouble> {
        let addrs = dial.lookup(teller)?;
        let fits = |addr: &&SocketAddr| {
            dial.bind.is_none_or(|bind| bind.is_ipv4() == addr.is_ipv4())
        };
        let peer = *addrs.iter().find(fits).ok_or_else(|| {
            Trouble::words("--bind and HOST must both be IPv4, or both IPv6")
        })?;
        let local = dial.bind.unwrap_or_else(|| any(peer));
        let failed = |e: io::Error| self.explain(peer, &e);
        let socket = self.socket(local, peer).map_err(failed)?;
        if self.connected {
            socket.connect(peer).map_err(failed)?;
        }
        let local = socket.local_addr().map_err(failed)?;
        teller.state(&if self.connected {
            State::Connected { local, peer }
        } else {
            State::Unconnected { why: Why::Udp { local, peer } }
        });
        Ok(Wire {
            socket,
            peer,
            connected: self.connected,
            broadcast: self.broadcast,
            used: AtomicBool::new(false),
        })
    }

    fn socket(
        &self,
        local: SocketAddr,
        peer: SocketAddr,
    ) -> io::Result<UdpSocket> {
        let socket = Socket::new(Domain::for_address(peer), Type::DGRAM, None)?;
        socket.set_broadcast(self.broadcast)?;
        if let (Some(interface), true) =
            (&self.interface, peer.ip().is_multicast())
        {
            let gone = || io::Error::other("no such interface; see: ip link");
            match peer {
                SocketAddr::V4(_) => socket
                    .set_multicast_if_v4(&interface.v4().ok_or_else(gone)?)?,
                SocketAddr::V6(_) => socket
                    .set_multicast_if_v6(interface.index().ok_or_else(gone)?)?,
            }
        }
        socket.bind(&local.into())?;
        Ok(socket.into())
    }

    /// Why no socket of this kind can be had.
    fn explain(&self, peer: SocketAddr, error: &io::Error) -> Trouble {
        Trouble::unreached(explain(peer, self.broadcast, error))
    }
}

fn any(peer: SocketAddr) -> SocketAddr {
    match peer {
        SocketAddr::V4(_) => (Ipv4Addr::UNSPECIFIED, 0).into(),
        SocketAddr::V6(_) => (Ipv6Addr::UNSPECIFIED, 0).into(),
    }
}

fn explain(peer: SocketAddr, broadcast: bool, error: &io::Error) -> String {
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

impl Wire {
    /// One datagram. An error of an unconnected socket is about this datagram;
    /// of a connected one, about an earlier one.
    pub fn send(&self, bytes: &[u8]) -> Result<(), Trouble> {
        let sent = if self.connected {
            self.socket.send(bytes)
        } else {
            self.socket.send_to(bytes, self.peer)
        };
        match sent {
            Ok(_) => {
                self.used.store(true, Relaxed);
                Ok(())
            }
            // The queue of the interface is full: lost, like any other.
            Err(e) if is_passing(&e) => Ok(()),
            Err(e) => Err(self.explain(&e)),
        }
    }

    pub fn explain(&self, error: &io::Error) -> Trouble {
        let text = explain(self.peer, self.broadcast, error);
        let refused = error.kind() == ErrorKind::ConnectionRefused;
        if refused || !self.used.load(Relaxed) {
            Trouble::unreached(text)
        } else {
            Trouble::world(text)
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
            result => result,
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
