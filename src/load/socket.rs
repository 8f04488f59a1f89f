//! A client's end: nothing yet, a connection on its way, or a socket that
//! never blocks.

use super::plan::Wire;
use mio::net::{TcpStream, UdpSocket};
use mio::{Interest, Registry, Token};
#[cfg(unix)]
use socket2::SockRef;
use std::io::{self, ErrorKind, Read, Write};
use std::net::SocketAddr;
use std::time::Duration;

pub enum Socket {
    None,
    Connecting(TcpStream),
    Tcp(TcpStream),
    Udp(UdpSocket),
}

/// After a read that did not fill the buffer there is nothing more to read,
/// and what comes next is a new event (epoll(7), question 9; kqueue(2)), but
/// for an end that was there already.
/// Windows wants to be asked until it says no.
pub const SHORT_IS_ALL: bool = cfg!(unix);

impl Socket {
    pub fn open(
        wire: Wire,
        target: SocketAddr,
        registry: &Registry,
        token: Token,
    ) -> io::Result<Self> {
        let both = Interest::READABLE | Interest::WRITABLE;
        match wire {
            Wire::Tcp => {
                let mut stream = TcpStream::connect(target)?;
                registry.register(&mut stream, token, both)?;
                Ok(Self::Connecting(stream))
            }
            Wire::Udp => {
                let any = if target.is_ipv4() { "0.0.0.0:0" } else { "[::]:0" };
                let any = any.parse().map_err(io::Error::other)?;
                let mut socket = UdpSocket::bind(any)?;
                socket.connect(target)?;
                registry.register(&mut socket, token, both)?;
                Ok(Self::Udp(socket))
            }
        }
    }

    /// A connection on its way may have arrived, or failed. False: not yet.
    pub fn connected(&mut self) -> io::Result<bool> {
        let Self::Connecting(stream) = self else { return Ok(true) };
        if let Some(error) = stream.take_error()? {
            return Err(error);
        }
        match stream.peer_addr() {
            Err(e) if e.kind() == ErrorKind::NotConnected => return Ok(false),
            Err(e) => return Err(e),
            // Where nobody listens on a port that the kernel also gives to
            // those who connect, a connection may find itself, and our own
            // bytes would come back to us.
            Ok(peer) if peer == stream.local_addr()? => {
                return Err(ErrorKind::ConnectionRefused.into());
            }
            Ok(_) => (),
        }
        // Without it the next request may wait for the last one's
        // acknowledgement (tcp(7)).
        stream.set_nodelay(true)?;
        if let Self::Connecting(stream) = std::mem::replace(self, Self::None) {
            *self = Self::Tcp(stream);
        }
        Ok(true)
    }

    /// From now on a read waits so long, and fails then as if it had not
    /// waited. False: not here.
    #[cfg(unix)]
    pub fn block(&self, most: Duration) -> io::Result<bool> {
        let Self::Tcp(stream) = self else { return Ok(false) };
        let socket = SockRef::from(stream);
        socket.set_nonblocking(false)?;
        socket.set_read_timeout(Some(most))?;
        Ok(true)
    }

    #[cfg(not(unix))]
    pub fn block(&self, _: Duration) -> io::Result<bool> {
        Ok(false)
    }

    pub fn is_ready(&self) -> bool {
        matches!(self, Self::Tcp(_) | Self::Udp(_))
    }

    pub fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Tcp(stream) => stream.read(buf),
            Self::Udp(socket) => socket.recv(buf),
            _ => Err(ErrorKind::WouldBlock.into()),
        }
    }

    pub fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Tcp(stream) => stream.write(bytes),
            Self::Udp(socket) => socket.send(bytes),
            _ => Err(ErrorKind::WouldBlock.into()),
        }
    }
}
