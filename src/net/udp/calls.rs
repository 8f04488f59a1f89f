//! The calls on a UDP socket, and what differs between operating systems. On
//! unix they go to the kernel without a detour through the C library.

use std::io;
use std::net::{SocketAddr, UdpSocket};

/// `recvfrom(2)`: None when nobody has sent it, because we were woken.
#[cfg(unix)]
#[inline]
pub fn receive(
    socket: &UdpSocket,
    bytes: &mut [u8],
) -> io::Result<(usize, Option<SocketAddr>)> {
    use rustix::net::{RecvFlags, recvfrom};
    let (n, _, from) = recvfrom(socket, bytes, RecvFlags::empty())?;
    Ok((n, from.and_then(|from| from.try_into().ok())))
}

#[cfg(unix)]
#[inline]
pub fn send(
    socket: &UdpSocket,
    bytes: &[u8],
    to: SocketAddr,
) -> io::Result<usize> {
    use rustix::net::{SendFlags, sendto};
    Ok(sendto(socket, bytes, SendFlags::empty(), &to)?)
}

/// `sendto(2)` with MSG_DONTWAIT: WouldBlock when there is no room.
#[cfg(unix)]
pub fn send_now(
    socket: &UdpSocket,
    bytes: &[u8],
    to: SocketAddr,
) -> io::Result<usize> {
    use rustix::net::{SendFlags, sendto};
    Ok(sendto(socket, bytes, SendFlags::DONTWAIT, &to)?)
}

#[cfg(not(unix))]
pub fn receive(
    socket: &UdpSocket,
    bytes: &mut [u8],
) -> io::Result<(usize, Option<SocketAddr>)> {
    let (n, from) = socket.recv_from(bytes)?;
    Ok((n, Some(from)))
}

#[cfg(not(unix))]
pub fn send(
    socket: &UdpSocket,
    bytes: &[u8],
    to: SocketAddr,
) -> io::Result<usize> {
    socket.send_to(bytes, to)
}

/// Windows' send buffer takes a datagram at once.
#[cfg(not(unix))]
pub use send as send_now;

/// What UDP has for `listen(fd, 0)`: a filter that lets nothing more into the
/// queue, and leaves what is in it (`socket(7)`, SO_ATTACH_FILTER).
#[cfg(target_os = "linux")]
pub fn no_newcomers(socket: &UdpSocket) -> io::Result<()> {
    const RETURN: u16 = 0x06; // BPF_RET with a constant: so many bytes pass
    let nothing = socket2::SockFilter::new(RETURN, 0, 0, 0);
    socket2::SockRef::from(socket).attach_filter(&[nothing])
}

#[cfg(not(target_os = "linux"))]
pub fn no_newcomers(_: &UdpSocket) -> io::Result<()> {
    Ok(())
}

/// Ends a receive that blocks, after what is queued. Linux says ENOTCONN and
/// does it all the same; elsewhere an empty datagram of our own does.
pub fn wake(socket: &UdpSocket) {
    let reader = socket2::SockRef::from(socket);
    let woken = reader.shutdown(std::net::Shutdown::Read);
    if cfg!(not(target_os = "linux")) && woken.is_err() {
        // Without it the deadline of the stop ends us.
        let _ = socket.local_addr().and_then(|us| socket.send_to(b"", us));
    }
}
