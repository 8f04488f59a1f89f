//! A UDP socket and whom it talks to. Connected or not decides what it learns:
//! only a connected one is told that nobody listens (UNP section 8.11).

use super::dial::Dial;
use super::ending::Trouble;
use super::state::{State, Why};
use super::teller::Teller;
use super::wire::{Wire, explain};
use crate::net::Interface;
use socket2::{Domain, Socket, Type};
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};

/// What is asked of it.
#[derive(Clone, Debug, Default)]
pub struct Udp {
    pub connected: bool,
    /// Permission to send to a broadcast address.
    pub broadcast: bool,
    /// Where datagrams to a multicast group leave.
    pub interface: Option<Interface>,
}

impl Udp {
    /// The first address of the target that a socket can be had for.
    pub fn open(&self, dial: &Dial, teller: &Teller) -> Result<Wire, Trouble> {
        let peer = dial.lookup(teller)?[0]; // at least one
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
        Ok(Wire::new(socket, peer, self))
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
            match peer {
                SocketAddr::V4(_) => {
                    socket.set_multicast_if_v4(&interface.v4()?)?
                }
                SocketAddr::V6(_) => {
                    socket.set_multicast_if_v6(interface.index()?)?
                }
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
