//! Where one datagram becomes many: a broadcast address or a multicast group.

use crate::net::interface::Interface as Named;
use if_addrs::{IfAddr, Interface, get_if_addrs};
use socket2::SockRef;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};

/// Who makes the copies of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// We do: a datagram for each member.
    Members,
    /// The network does, and every host of it gets one (RFC 919).
    Broadcast(SocketAddr),
    /// The network does, and only who joined gets one (RFC 1112).
    Group(SocketAddr),
}

impl To {
    /// None for an address that stands for one host only.
    pub fn many(addr: SocketAddr) -> Option<Self> {
        if addr.ip().is_multicast() {
            Some(Self::Group(addr))
        } else {
            let all = broadcasts().contains(&addr.ip());
            all.then_some(Self::Broadcast(addr))
        }
    }

    /// Whether a socket on this address of ours can send there.
    pub fn has_family_of(self, own: &SocketAddr) -> bool {
        match self {
            Self::Members => true,
            Self::Broadcast(to) | Self::Group(to) => {
                to.is_ipv4() == own.is_ipv4()
            }
        }
    }

    /// Makes the socket able to send there. A datagram for a group crosses no
    /// router (TTL 1), and reaches this machine as well.
    pub fn prepare(
        self,
        socket: &UdpSocket,
        interface: Option<&Named>,
    ) -> io::Result<()> {
        match self {
            Self::Members => Ok(()),
            Self::Broadcast(_) => socket.set_broadcast(true),
            Self::Group(group) if group.is_ipv4() => {
                socket.set_multicast_ttl_v4(1)?;
                socket.set_multicast_loop_v4(true)?;
                let Some(one) = interface else { return Ok(()) };
                SockRef::from(socket).set_multicast_if_v4(&one.v4()?)
            }
            Self::Group(_) => {
                let socket6 = SockRef::from(socket);
                socket6.set_multicast_hops_v6(1)?;
                socket.set_multicast_loop_v6(true)?;
                let Some(one) = interface else { return Ok(()) };
                socket6.set_multicast_if_v6(one.index()?)
            }
        }
    }
}

/// The broadcast addresses of this machine's networks, and 255.255.255.255.
pub fn broadcasts() -> Vec<IpAddr> {
    let ours = get_if_addrs().unwrap_or_default();
    let of = |one: &Interface| match &one.addr {
        // Not from its broadcast field: the loopback interface has none.
        IfAddr::V4(own) if own.prefixlen < 31 => {
            Some(u32::from(own.ip) | !u32::from(own.netmask))
        }
        _ => None,
    };
    let all = ours.iter().filter_map(of).chain([u32::MAX]);
    all.map(|bits| Ipv4Addr::from(bits).into()).collect()
}
