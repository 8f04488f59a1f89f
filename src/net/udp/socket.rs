//! A UDP socket as a source of datagrams that may be answered. There are two
//! steps before the first one, socket and bind: nobody listens or accepts.

use super::calls;
use super::errors::{self, Gone};
use super::guard::{Guard, Verdict, challenge};
use super::lost::{Lost, lost};
use super::member::plain;
use crate::trace::{self, Call, What};
use socket2::{Domain, SockRef, Socket, Type};
use std::io::{self, ErrorKind};
use std::net::{SocketAddr, UdpSocket};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Condvar, Mutex, Once, OnceLock, PoisonError};
use std::time::Duration;

/// The longest datagram that UDP's 16 bits of length allow (RFC 768).
const LONGEST: usize = 65_535;
/// The ports of echo, daytime, quote, chargen and time: to answer one of them
/// starts a conversation that nothing ends (CVE-2024-2169).
const OLD_SERVICES: [u16; 5] = [7, 13, 17, 19, 37];
/// A second, and what a person wants to read of send errors, in nanoseconds.
const DROPS: u64 = 1_000_000_000;
const ERRORS: u64 = 3_000_000_000;

/// What a socket shall be.
pub struct Plan {
    /// Bytes that may wait in the kernel; None for its default.
    pub buffer: Option<usize>,
    /// Answer strangers without a challenge.
    pub open: bool,
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
pub struct Datagrams(Arc<Shared>);

struct Shared {
    socket: UdpSocket,
    local: SocketAddr,
    open: bool,
    guard: Mutex<Guard>,
    tally: Tally,
    told_drops: AtomicU64,
    told_errors: AtomicU64,
    closing: Mutex<bool>,
    stirred: Condvar,
    ready: Once,
    on_ready: OnceLock<Box<dyn Fn() + Send + Sync>>,
    on_gone: OnceLock<Box<dyn Fn(SocketAddr) + Send + Sync>>,
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
    Datagrams::new(socket.into(), plan.open)
}

impl Datagrams {
    fn new(socket: UdpSocket, open: bool) -> io::Result<Self> {
        Ok(Self(Arc::new(Shared {
            local: socket.local_addr()?,
            socket,
            open,
            guard: Mutex::default(),
            tally: Tally::default(),
            told_drops: AtomicU64::new(0),
            told_errors: AtomicU64::new(0),
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
        let size = SockRef::from(&self.0.socket).recv_buffer_size()?;
        Ok(if cfg!(target_os = "linux") { size / 2 } else { size })
    }

    pub fn tally(&self) -> &Tally {
        &self.0.tally
    }

    /// What the kernel has lost of it, where it can tell.
    pub fn lost(&self) -> Option<Lost> {
        #[cfg(unix)]
        return lost(rustix::fs::fstat(&self.0.socket).ok()?.st_ino);
        #[cfg(not(unix))]
        None
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

    /// The next datagram that may be answered, and who sent it. None when the
    /// server closes, after what the kernel had queued.
    #[track_caller]
    pub fn receive<'a>(
        &self,
        space: &'a mut [u8],
    ) -> Option<(&'a [u8], SocketAddr)> {
        self.0.ready.call_once(|| {
            self.0.on_ready.get().map(|act| act());
        });
        loop {
            let received = trace::moving(0, Call::Receive, &mut *space, |b| {
                let (n, from) = calls::receive(&self.0.socket, b)?;
                Ok((n, from.ok_or(ErrorKind::WouldBlock)?))
            });
            match received {
                Ok((n, from)) if self.may_answer(&space[..n], from) => {
                    return Some((&space[..n], from));
                }
                // Elsewhere the waking datagram is our own.
                Ok(_)
                    if cfg!(not(target_os = "linux")) && self.is_closing() =>
                {
                    return None;
                }
                Ok(_) => (),
                Err(e) if e.kind() == ErrorKind::WouldBlock => return None,
                // Told of something that we have sent: it never ends the loop.
                Err(e) => self.failed(&e),
            }
        }
    }

    fn may_answer(&self, text: &[u8], from: SocketAddr) -> bool {
        let tally = &self.0.tally;
        tally.received.fetch_add(1, Relaxed);
        tally.bytes_in.fetch_add(text.len() as u64, Relaxed);
        let why = if let Some(why) = self.never(from) {
            why
        } else if self.0.open || is_loopback(from) {
            return true;
        } else {
            match self.judge(text, from) {
                Verdict::Answer => return true,
                Verdict::Challenge(number) => {
                    self.send(challenge(number).as_bytes(), from);
                    return false;
                }
                Verdict::Ignore => "not proven",
            }
        };
        self.ignore(from, why);
        false
    }

    fn judge(&self, text: &[u8], from: SocketAddr) -> Verdict {
        let guard = self.0.guard.lock();
        let mut guard = guard.unwrap_or_else(PoisonError::into_inner);
        guard.judge(trace::clock(), from, text)
    }

    /// Whoever it is, it must not hear from us.
    #[inline]
    fn never(&self, from: SocketAddr) -> Option<&'static str> {
        match from.port() {
            0 => Some("port 0"),
            port if OLD_SERVICES.contains(&port) => {
                Some("an old echo service's port")
            }
            port if port == self.0.local.port() && is_ours(from) => {
                Some("our own")
            }
            _ => None,
        }
    }

    #[cold]
    fn ignore(&self, from: SocketAddr, why: &str) {
        let before = self.0.tally.ignored.fetch_add(1, Relaxed);
        if trace::once_per(DROPS, &self.0.told_drops) {
            let from = plain(from);
            let text = format!(
                "not answered: {} datagrams so far, the last from {from} \
                 ({why})",
                before + 1
            );
            trace::emit(0, What::Note(text));
        }
    }

    /// Sends one datagram.
    #[inline]
    #[track_caller]
    pub fn send(&self, bytes: &[u8], to: SocketAddr) {
        self.send_to(0, bytes, to);
    }

    /// Sends one datagram to this member. True when the kernel took it: nobody
    /// can promise more.
    #[track_caller]
    pub(super) fn send_to(
        &self,
        conn: u64,
        bytes: &[u8],
        to: SocketAddr,
    ) -> bool {
        // What an earlier datagram met is told to the next call: try again.
        for _ in 0..4 {
            let sent = trace::moving(conn, Call::Send, bytes, |bytes| {
                Ok((calls::send(&self.0.socket, bytes, to)?, to))
            });
            match sent {
                Ok(_) => return self.count_sent(bytes),
                Err(e) => self.failed(&e),
            }
        }
        false
    }

    /// The same, and it never blocks.
    pub fn send_now(&self, bytes: &[u8], to: SocketAddr) -> bool {
        calls::send_now(&self.0.socket, bytes, to).is_ok()
            && self.count_sent(bytes)
    }

    fn count_sent(&self, bytes: &[u8]) -> bool {
        self.0.tally.sent.fetch_add(1, Relaxed);
        self.0.tally.bytes_out.fetch_add(bytes.len() as u64, Relaxed);
        true
    }

    /// Asks the error queue whom it was about. Other errors are told now and
    /// then, and nothing else comes of them.
    #[cold]
    fn failed(&self, error: &io::Error) {
        let mut known = false;
        while let Some(Gone { to, refused }) = errors::next(&self.0.socket) {
            known = true;
            if refused && let Some(act) = self.0.on_gone.get() {
                act(to);
            }
        }
        // Windows tells of ICMP so, without an address.
        known |= matches!(
            error.kind(),
            ErrorKind::ConnectionReset
                | ErrorKind::ConnectionRefused
                | ErrorKind::Interrupted
        );
        if !known && trace::once_per(ERRORS, &self.0.told_errors) {
            let text = format!("a datagram failed: {error}; going on");
            trace::emit(0, What::Trouble(text));
        }
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

#[inline]
fn is_loopback(addr: SocketAddr) -> bool {
    addr.ip().to_canonical().is_loopback()
}

/// Whether the address is one of this machine's: then we could bind it. Our
/// own broadcast comes back from one that we are not bound to.
#[cold]
fn is_ours(addr: SocketAddr) -> bool {
    let mut any = addr;
    any.set_ip(addr.ip().to_canonical());
    any.set_port(0);
    UdpSocket::bind(any).is_ok()
}
