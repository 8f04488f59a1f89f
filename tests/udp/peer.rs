//! Somebody with a UDP socket, who never waits for ever: what doesn't come is
//! a failure, with a reason.

use crate::common::{PATIENCE, Server};
use std::io::ErrorKind::{Interrupted, WouldBlock};
use std::mem::forget;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::time::Duration;

pub struct Peer {
    pub socket: UdpSocket,
    pub to: SocketAddr,
}

impl Peer {
    pub fn of(server: &Server) -> Self {
        Self::to(server.addr)
    }

    /// On the loopback of the server's family, on a port of its own.
    pub fn to(addr: SocketAddr) -> Self {
        let here = match addr {
            SocketAddr::V4(_) => (Ipv4Addr::LOCALHOST, 0).into(),
            SocketAddr::V6(_) => (Ipv6Addr::LOCALHOST, 0).into(),
        };
        Self::at(here, addr)
    }

    pub fn at(here: SocketAddr, to: SocketAddr) -> Self {
        Self::on(UdpSocket::bind(here).unwrap(), to)
    }

    pub fn on(socket: UdpSocket, to: SocketAddr) -> Self {
        socket.set_read_timeout(Some(PATIENCE)).unwrap();
        Self { socket, to }
    }

    /// As good as gone: a socket that is connected to somebody else gets
    /// nothing of the server's, so the kernel answers that its port is closed.
    /// It is never closed: its port would go to another test.
    pub fn vanish(self) {
        let mut nobody = self.socket.local_addr().unwrap();
        nobody.set_port(9);
        self.socket.connect(nobody).unwrap();
        forget(self.socket);
    }

    /// How the server's log names us.
    pub fn name(&self) -> String {
        self.socket.local_addr().unwrap().to_string()
    }

    /// One datagram.
    pub fn say(&self, bytes: impl AsRef<[u8]>) {
        let bytes = bytes.as_ref();
        let sent = self.socket.send_to(bytes, self.to).unwrap();
        assert_eq!(sent, bytes.len());
    }

    /// The next datagram, whoever sent it; None if none comes for so long.
    pub fn next_from_anybody(
        &self,
        most: Duration,
    ) -> Option<(Vec<u8>, SocketAddr)> {
        let mut room = vec![0; 65_536];
        self.socket.set_read_timeout(Some(most)).unwrap();
        let (len, from) = loop {
            match self.socket.recv_from(&mut room) {
                Ok(heard) => break heard,
                Err(e) if e.kind() == WouldBlock => return None,
                Err(e) if e.kind() == Interrupted => (),
                Err(e) => panic!("{e}"),
            }
        };
        room.truncate(len);
        Some((room, from))
    }

    /// The server's next datagram; None if none comes for so long.
    #[track_caller]
    pub fn next_within(&self, most: Duration) -> Option<Vec<u8>> {
        let (heard, from) = self.next_from_anybody(most)?;
        assert_eq!(from, self.to, "not the server: {}", show(&heard));
        Some(heard)
    }

    #[track_caller]
    pub fn next(&self) -> Vec<u8> {
        self.next_within(PATIENCE).expect("nothing came")
    }

    /// Exactly this comes next, in one datagram.
    #[track_caller]
    pub fn hear(&self, expected: impl AsRef<[u8]>) {
        let (heard, expected) = (self.next(), expected.as_ref());
        assert!(
            heard == expected,
            "heard {}, expected {}",
            show(&heard),
            show(expected)
        );
    }

    /// Says it and hears it again: and so nothing else had come before.
    #[track_caller]
    pub fn echo(&self, bytes: impl AsRef<[u8]>) {
        self.say(&bytes);
        self.hear(&bytes);
    }

    /// The next datagram, which is one line; without its newline.
    #[track_caller]
    pub fn line(&self) -> String {
        let heard = String::from_utf8(self.next()).unwrap();
        let line = heard.strip_suffix('\n').map(String::from);
        let line = line.unwrap_or_else(|| panic!("no newline: {heard:?}"));
        assert!(!line.contains('\n'), "more than one line: {heard:?}");
        line
    }
}

/// Bytes for an error message: not more of them than one can read.
pub fn show(bytes: &[u8]) -> String {
    let head = &bytes[..bytes.len().min(60)];
    format!("{} B \"{}\"", bytes.len(), head.escape_ascii())
}
