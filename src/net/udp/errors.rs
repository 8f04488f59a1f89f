//! Whose port is gone. A UDP socket is told nothing of ICMP errors, unless it
//! asks for its error queue, which names the address (`ip(7)`, IP_RECVERR).

use std::io;
use std::net::{SocketAddr, UdpSocket};

#[cfg(target_os = "linux")]
pub fn ask(socket: &UdpSocket) -> io::Result<()> {
    use nix::sys::socket::{setsockopt, sockopt};
    if socket.local_addr()?.is_ipv6() {
        setsockopt(socket, sockopt::Ipv6RecvErr, &true)?;
        // For IPv4 peers of a socket for both; one for IPv6 alone has none.
        let _ = setsockopt(socket, sockopt::Ipv4RecvErr, &true);
        return Ok(());
    }
    Ok(setsockopt(socket, sockopt::Ipv4RecvErr, &true)?)
}

/// The next address that the error queue is about.
/// None when the queue is empty; it never blocks.
#[cfg(target_os = "linux")]
pub fn next(socket: &UdpSocket) -> Option<Gone> {
    use nix::cmsg_space;
    use nix::libc::{
        ECONNREFUSED, EHOSTUNREACH, sock_extended_err, sockaddr_in6,
    };
    use nix::sys::socket::{
        ControlMessageOwned::{Ipv4RecvErr, Ipv6RecvErr},
        MsgFlags, SockaddrStorage, recvmsg,
    };
    use std::io::IoSliceMut;
    use std::os::fd::AsRawFd;

    let (mut none, mut space) =
        ([], cmsg_space!(sock_extended_err, sockaddr_in6));
    let mut parts = [IoSliceMut::new(&mut none)];
    let flags = MsgFlags::MSG_ERRQUEUE | MsgFlags::MSG_DONTWAIT;
    let message = recvmsg::<SockaddrStorage>(
        socket.as_raw_fd(),
        &mut parts,
        Some(&mut space),
        flags,
    )
    .ok()?;
    // Where our datagram went, not the router that complains.
    let to = message.address?;
    let gone = message.cmsgs().ok()?.any(|part| match part {
        Ipv4RecvErr(e, _) | Ipv6RecvErr(e, _) => {
            [ECONNREFUSED, EHOSTUNREACH].contains(&(e.ee_errno as i32))
        }
        _ => false,
    });
    let v4 = to.as_sockaddr_in().map(|a| SocketAddr::V4((*a).into()));
    let v6 = to.as_sockaddr_in6().map(|a| SocketAddr::V6((*a).into()));
    Some(Gone { to: v4.or(v6)?, gone })
}

/// Where the system can't tell, members expire.
#[cfg(not(target_os = "linux"))]
pub fn ask(_: &UdpSocket) -> io::Result<()> {
    Ok(())
}

#[cfg(not(target_os = "linux"))]
pub fn next(_: &UdpSocket) -> Option<Gone> {
    None
}

/// An ICMP error about a datagram of ours. It is `gone` where its port or its
/// host is; other errors may pass.
pub struct Gone {
    pub to: SocketAddr,
    pub gone: bool,
}
