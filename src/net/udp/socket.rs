//! A UDP socket as a source of datagrams that may be answered. There are two
//! steps before the first one, socket and bind: nobody listens or accepts.

use super::calls;
use super::errors;
use super::guard::Guard;
use super::lost::Lost;
use super::network::broadcasts;
use socket2::{Domain, SockRef, Socket, Type};
use std::io;
use std::net::{IpAddr, SocketAddr, UdpSocket};
use std::sync::atomic::{AtomicBool, AtomicU64};
use std::sync::{Arc, Condvar, Mutex, Once, OnceLock, PoisonError};
use std::time::Duration;

/// The longest datagram that UDP's 16 bits of length allow (RFC 768).
const LONGEST: usize = 65_535;

/// What a socket shall be.
#[derive(Clone, Copy)]
pub struct Plan {
    /// Bytes that may wait in the kernel; None for its default.
    pub buffer: Option<usize>,
    /// Answer strangers without a challenge.
    pub open: bool,
    /// The answer to a challenge is handed out as an empty datagram.
    pub hides_proofs: bool,
}

/// Datagrams and bytes since the start, and datagrams not answered.
#[derive(Default)]
pub struct Tally {
    pub received: AtomicU64,
    pub sent: AtomicU64,
    pub bytes_in: AtomicU64,
    pub bytes_out: AtomicU64,
    pub ignored: AtomicU64,
}

/// A handle on the socket: one thread may receive while others send.
#[derive(Clone)]
pub struct Datagrams(pub(super) Arc<Shared>);

pub(super) struct Shared {
    pub(super) socket: UdpSocket,
    pub(super) local: SocketAddr,
    pub(super) plan: Plan,
    /// Addresses that stand for many: no sender has one.
    pub(super) many: Vec<IpAddr>,
    pub(super) guard: Mutex<Guard>,
    pub(super) tally: Tally,
    pub(super) told_drops: AtomicU64,
    pub(super) told_errors: AtomicU64,
    /// There was no room for the last datagram.
    pub(super) crowded: AtomicBool,
    pub(super) closing: Mutex<bool>,
    pub(super) stirred: Condvar,
    pub(super) ready: Once,
    pub(super) on_ready: OnceLock<Box<dyn Fn() + Send + Sync>>,
    pub(super) on_gone: OnceLock<Box<dyn Fn(SocketAddr) + Send + Sync>>,
}

/// The steps that `UdpSocket::bind` hides: `socket(2)` and `bind(2)`; UNP
/// section 8.3.
pub fn open(addr: SocketAddr, plan: &Plan) -> io::Result<Datagrams> {
    let socket = Socket::new(Domain::for_address(addr), Type::DGRAM, None)?;
    if let Some(bytes) = plan.buffer {
        socket.set_recv_buffer_size(bytes)?;
    }
    if addr.is_ipv6() && addr.ip().is_unspecified() {
        socket.set_only_v6(false)?; // [::] stands for both families
    }
    // No SO_REUSEADDR: it would let a second server take our datagrams.
    socket.bind(&addr.into())?;
    Datagrams::new(socket.into(), *plan)
}

impl Datagrams {
    fn new(socket: UdpSocket, plan: Plan) -> io::Result<Self> {
        Ok(Self(Arc::new(Shared {
            local: socket.local_addr()?,
            socket,
            plan,
            many: broadcasts(),
            guard: Mutex::default(),
            tally: Tally::default(),
            told_drops: AtomicU64::new(0),
            told_errors: AtomicU64::new(0),
            crowded: AtomicBool::new(false),
            closing: Mutex::new(false),
            stirred: Condvar::new(),
            ready: Once::new(),
            on_ready: OnceLock::new(),
            on_gone: OnceLock::new(),
        })))
    }

    /// Space for any datagram.
    pub fn space() -> Vec<u8> {
        vec![0; LONGEST]
    }

    pub fn addr(&self) -> SocketAddr {
        self.0.local
    }

    pub fn socket(&self) -> &UdpSocket {
        &self.0.socket
    }

    /// Bytes that may wait in the kernel, as one asks for them: it doubles
    /// that for its own needs (`socket(7)`, SO_RCVBUF).
    pub fn receive_buffer(&self) -> io::Result<usize> {
        let size = self.room()?;
        Ok(if cfg!(target_os = "linux") { size / 2 } else { size })
    }

    /// The same as the kernel counts it, with what it needs around each
    /// datagram: so `Lost::waiting` does. The last one may reach beyond.
    pub fn room(&self) -> io::Result<usize> {
        SockRef::from(&self.0.socket).recv_buffer_size()
    }

    pub fn tally(&self) -> &Tally {
        &self.0.tally
    }

    /// What the kernel has lost of it, where it can tell.
    pub fn lost(&self) -> Option<Lost> {
        Lost::of(&self.0.socket)
    }

    /// `act` runs once, before the first receive. Only the first `act` counts.
    pub fn on_ready(&self, act: impl Fn() + Send + Sync + 'static) {
        let _ = self.0.on_ready.set(Box::new(act));
    }

    /// From now on `act` hears of each address that has no socket any more,
    /// where the system can tell. Only the first `act` counts.
    pub fn on_gone(
        &self,
        act: impl Fn(SocketAddr) + Send + Sync + 'static,
    ) -> io::Result<()> {
        let _ = self.0.on_gone.set(Box::new(act));
        errors::ask(&self.0.socket)
    }

    /// No newcomers; what the kernel has queued is still handed out.
    pub fn close(&self) -> io::Result<()> {
        let closed = calls::no_newcomers(&self.0.socket);
        *self.0.closing.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.0.stirred.notify_all();
        calls::wake(&self.0.socket);
        closed
    }

    pub fn is_closing(&self) -> bool {
        *self.0.closing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does nothing for so long, or until the server closes.
    pub(in crate::net) fn wait(&self, most: Duration) {
        let closing = self.0.closing.lock();
        let closing = closing.unwrap_or_else(PoisonError::into_inner);
        let open = |closing: &mut bool| !*closing;
        let waited = self.0.stirred.wait_timeout_while(closing, most, open);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }
}
