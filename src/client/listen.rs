//! One more socket that only listens: to a multicast group, or to broadcasts.

use super::ending::{Trouble, reason};
use crate::net::Interface;
use socket2::{Domain, Socket, Type};
use std::fmt;
use std::io::{self, ErrorKind};
use std::net::{
    IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6,
    UdpSocket,
};

/// What to listen to.
#[derive(Clone, Debug)]
pub enum Ear {
    Group(SocketAddr, Option<Interface>),
    Broadcast(SocketAddr),
}

impl fmt::Display for Ear {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Group(group, None) => write!(f, "{group}"),
            Self::Group(group, Some(on)) => write!(f, "{group} on {on}"),
            Self::Broadcast(addr) => write!(f, "{addr}"),
        }
    }
}

impl Ear {
    pub fn open(&self) -> Result<UdpSocket, Trouble> {
        match self {
            Self::Group(group, interface) => join(*group, interface.as_ref())
                .map_err(|e| {
                    let on = interface.as_ref();
                    let on = on.map_or("".into(), |i| format!(" on {i}"));
                    let ip = group.ip();
                    Trouble::world(format!("cannot join {ip}{on}: {}", why(&e)))
                }),
            Self::Broadcast(addr) => shared(*addr).map_err(|e| {
                let why = why(&e);
                Trouble::world(format!("cannot listen on {addr}: {why}"))
            }),
        }
    }
}

fn why(error: &io::Error) -> String {
    let why = reason(error);
    match error.kind() {
        ErrorKind::AddrInUse => {
            format!("{why}: another program does not share it; see: ss -lun")
        }
        ErrorKind::AddrNotAvailable => format!("{why}; see: ip address"),
        ErrorKind::PermissionDenied => {
            format!("{why}: a port below 1024 needs root")
        }
        ErrorKind::NotFound => why,
        // ENODEV: no route says which interface.
        _ => format!("{why}; name one with --interface, as in --interface lo"),
    }
}

/// Bound to the group itself where the system can: then the kernel keeps other
/// groups' datagrams to this port away (ip(7), IP_MULTICAST_ALL).
fn join(
    group: SocketAddr,
    interface: Option<&Interface>,
) -> io::Result<UdpSocket> {
    let port = group.port();
    match group.ip() {
        IpAddr::V4(ip) => {
            let on = match interface {
                Some(named) => named.v4()?,
                None => Ipv4Addr::UNSPECIFIED,
            };
            let any = SocketAddrV4::new(Ipv4Addr::UNSPECIFIED, port);
            let own = if cfg!(windows) { any.into() } else { group };
            let socket = shared(own)?;
            socket.join_multicast_v4(&ip, &on)?;
            Ok(socket)
        }
        IpAddr::V6(ip) => {
            let on = match interface {
                Some(named) => named.index()?,
                None => 0,
            };
            let any = SocketAddrV6::new(Ipv6Addr::UNSPECIFIED, port, 0, on);
            let bound = SocketAddrV6::new(ip, port, 0, on);
            let own = if cfg!(windows) { any } else { bound };
            let socket = shared(own.into())?;
            socket.join_multicast_v6(&ip, on)?;
            Ok(socket)
        }
    }
}

/// Several programs of one machine may listen, and each gets a copy.
fn shared(addr: SocketAddr) -> io::Result<UdpSocket> {
    let socket = Socket::new(Domain::for_address(addr), Type::DGRAM, None)?;
    socket.set_reuse_address(true)?;
    #[cfg(target_vendor = "apple")]
    socket.set_reuse_port(true)?; // the BSDs ask for this one, too
    socket.bind(&addr.into())?;
    Ok(socket.into())
}
