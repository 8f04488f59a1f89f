//! Ends an accept that blocks: a connection to ourselves. Nothing else does
//! that without harm to who is queued, and each wakes one acceptor only.

use socket2::{Domain, Socket, Type};
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Mutex, MutexGuard, PoisonError};

pub struct Waker {
    addr: SocketAddr,
    called: AtomicBool,
    ours: Mutex<Vec<(SocketAddr, Socket)>>,
}

impl Waker {
    /// `addr` is where we listen.
    pub fn new(mut addr: SocketAddr) -> Self {
        if addr.ip().is_unspecified() {
            addr.set_ip(loopback(addr));
        }
        Self { addr, called: AtomicBool::new(false), ours: Mutex::default() }
    }

    /// If it can't connect, nobody blocks, or the deadline of the stop ends
    /// who does: no error is worth telling.
    pub fn wake(&self) {
        self.called.store(true, Relaxed);
        drop(self.connect());
    }

    fn connect(&self) -> io::Result<()> {
        let domain = Domain::for_address(self.addr);
        let socket = Socket::new(domain, Type::STREAM, None)?;
        let mut any = self.addr; // with its scope, if it is link-local
        any.set_port(0);
        socket.bind(&any.into())?;
        let local = socket.local_addr()?.as_socket();
        socket.set_nonblocking(true)?; // full queue: then nobody blocks
        let mut ours = self.ours();
        // Remembered before it connects, so that it is never taken for a
        // client; kept open, so that the acceptor finds it.
        ours.extend(local.map(|local| (local, socket)));
        if let Some((_, socket)) = ours.last() {
            // It says "in progress", or that nobody listens any more.
            let _ = socket.connect(&self.addr.into());
        }
        Ok(())
    }

    fn ours(&self) -> MutexGuard<'_, Vec<(SocketAddr, Socket)>> {
        self.ours.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn is_ours(&self, peer: SocketAddr) -> bool {
        let same = |(ours, _): &(SocketAddr, Socket)| {
            ours.port() == peer.port() && ours.ip() == peer.ip().to_canonical()
        };
        self.called.load(Relaxed) && self.ours().iter().any(same)
    }
}

/// Where to reach a wildcard address: ::1, or 127.0.0.1 where there is none.
fn loopback(addr: SocketAddr) -> IpAddr {
    let v6 = IpAddr::from(Ipv6Addr::LOCALHOST);
    if addr.is_ipv6() && TcpListener::bind((v6, 0)).is_ok() {
        return v6;
    }
    Ipv4Addr::LOCALHOST.into()
}
