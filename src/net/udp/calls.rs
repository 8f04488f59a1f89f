//! The calls on a UDP socket, and what differs between operating systems. On
//! unix they go to the kernel without a detour through the C library.

use std::io;
#[cfg(not(target_os = "linux"))]
use std::net::{Ipv4Addr, Ipv6Addr};
use std::net::{SocketAddr, UdpSocket};
use std::time::Duration;

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

/// `sendto(2)` with MSG_DONTWAIT: WouldBlock when there is no room.
#[cfg(unix)]
#[inline]
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

/// Windows' send buffer takes a datagram at once.
#[cfg(not(unix))]
pub fn send_now(
    socket: &UdpSocket,
    bytes: &[u8],
    to: SocketAddr,
) -> io::Result<usize> {
    socket.send_to(bytes, to)
}

/// Whether there is room to send within this time (`poll(2)`).
#[cfg(unix)]
pub fn wait_for_room(socket: &UdpSocket, most: Duration) -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let mut room = [PollFd::new(socket, PollFlags::OUT)];
    let most = Timespec::try_from(most).ok();
    poll(&mut room, most.as_ref()).is_ok_and(|ready| ready > 0)
}

#[cfg(not(unix))]
pub fn wait_for_room(_: &UdpSocket, most: Duration) -> bool {
    std::thread::sleep(most);
    true
}

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
/// does it all the same.
#[cfg(target_os = "linux")]
pub fn wake(socket: &UdpSocket) {
    let reader = socket2::SockRef::from(socket);
    // Else the deadline of the stop ends us.
    let _ = reader.shutdown(std::net::Shutdown::Read);
}

/// Elsewhere an empty datagram of our own does.
#[cfg(not(target_os = "linux"))]
pub fn wake(socket: &UdpSocket) {
    let woken = socket.local_addr().and_then(|mut us| {
        match us.ip() {
            ip if !ip.is_unspecified() => (),
            ip if ip.is_ipv4() => us.set_ip(Ipv4Addr::LOCALHOST.into()),
            _ => us.set_ip(Ipv6Addr::LOCALHOST.into()),
        }
        socket.send_to(b"", us)
    });
    let _ = woken; // else the deadline of the stop ends us
}
