//! The listening socket as an iterator of connections: socket, bind, listen,
//! accept. It ends when the door closes, after whom the kernel had queued.

use super::conn::Conn;
use super::door::{Door, Place};
use super::guest::Guest;
use super::refusal::Refusal;
use super::{os, usher::say_sorry, wake::Waker};
use crate::trace::{self, Call, What, once_per};
use socket2::{Domain, SockRef, Socket, Type};
use std::io;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Once};

/// Clones share the socket: several threads may accept from it.
#[derive(Clone)]
pub struct Listener(Arc<Shared>);

struct Shared {
    socket: TcpListener,
    door: Arc<Door>,
    last: AtomicU64,
    waker: Waker,
    told: AtomicU64,
    ready: Once,
    on_ready: Box<dyn Fn() + Send + Sync>,
}

/// Failed accepts are told of once in so many nanoseconds.
const TELL: u64 = 3_000_000_000;
/// So many may fail in a row for reasons that pass, before we rest.
const PASSING: u32 = 16;

/// The steps that `TcpListener::bind` hides: `socket(2)`, `bind(2)`,
/// `listen(2)`; UNP section 4.2 to 4.5.
pub fn open(
    addr: SocketAddr,
    backlog: i32,
    reuse: bool,
) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(addr), Type::STREAM, None)?;
    // Without it TIME_WAIT keeps the port for a minute. Windows needs it not,
    // and would let others take the port.
    socket.set_reuse_address(reuse && cfg!(unix))?;
    socket.set_tcp_nodelay(true)?; // inherited by what it accepts
    if addr.is_ipv6() && addr.ip().is_unspecified() {
        socket.set_only_v6(false)?; // [::] stands for both families
    }
    socket.bind(&addr.into())?;
    socket.listen(backlog)?;
    Ok(socket.into())
}

impl Listener {
    /// `on_ready` runs once, when the first acceptor is about to accept.
    pub fn new(
        socket: TcpListener,
        door: Arc<Door>,
        on_ready: impl Fn() + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let waker = Waker::new(socket.local_addr()?);
        Ok(Self(Arc::new(Shared {
            socket,
            door,
            last: AtomicU64::new(0),
            waker,
            told: AtomicU64::new(0),
            ready: Once::new(),
            on_ready: Box::new(on_ready),
        })))
    }

    pub fn addr(&self) -> io::Result<SocketAddr> {
        self.0.socket.local_addr()
    }

    /// No newcomers, and everyone inside reads an end-of-file. Whom the
    /// kernel has queued is still handed out. (Never `shutdown` a listening
    /// socket: that resets all who are queued.)
    pub fn close(&self) -> io::Result<()> {
        let socket = SockRef::from(&self.0.socket);
        let listening = socket.listen(0);
        self.0.door.close();
        socket.set_nonblocking(true)?;
        self.0.waker.wake();
        listening
    }

    #[track_caller]
    fn accept(&self) -> io::Result<(TcpStream, SocketAddr)> {
        trace::call(0, Call::Accept, || self.0.socket.accept())
    }

    fn admit(
        &self,
        stream: TcpStream,
        peer: SocketAddr,
        place: Option<Place>,
    ) -> Option<Conn> {
        let id = self.0.last.fetch_add(1, Relaxed) + 1;
        os::blocks(&stream).ok()?;
        let peer = SocketAddr::new(peer.ip().to_canonical(), peer.port());
        let guest = Guest::new(id, peer, stream);
        if let Some(place) = place.or_else(|| self.0.door.place_now()) {
            return Some(Conn::enter(guest, place));
        }
        let refusal = Refusal::Full(self.0.door.limit);
        say_sorry(&guest, &refusal);
        let why = refusal.word();
        self.0.door.turned_away(id, What::TurnedAway { peer, why });
        self.0.door.usher.see_out(Arc::new(guest));
        None
    }

    /// Rests after a failed accept, unless the next one may do at once.
    fn failed(&self, error: &io::Error, in_a_row: u32, ours: &mut bool) {
        if os::is_passing(error) && !in_a_row.is_multiple_of(PASSING) {
            return;
        }
        if once_per(TELL, &self.0.told) {
            let text = format!("accept failed: {error}; trying again");
            trace::emit(0, What::Trouble(text));
        }
        self.0.door.accept_fails(ours);
    }
}

/// Whether the kernel's queue is empty, and stays so.
fn is_done(error: &io::Error, door: &Door) -> bool {
    door.is_closing() && error.kind() == io::ErrorKind::WouldBlock
}

impl Iterator for Listener {
    type Item = Conn;

    #[track_caller]
    fn next(&mut self) -> Option<Conn> {
        self.0.ready.call_once(&self.0.on_ready);
        let door = &self.0.door;
        let (mut in_a_row, mut ours) = (0, false);
        let mut place = None;
        loop {
            place = place.or_else(|| door.place());
            match self.accept() {
                Ok((_, peer)) if self.0.waker.is_ours(peer) => {
                    // Who was queued came before it. On to the next acceptor.
                    self.0.waker.wake();
                    return None;
                }
                Ok((stream, peer)) => {
                    if ours {
                        door.accept_works();
                        ours = false;
                    }
                    if let Some(conn) = self.admit(stream, peer, place.take()) {
                        return Some(conn);
                    }
                }
                Err(e) if is_done(&e, door) => {
                    // A queue with somebody in it takes no connection of
                    // ours: now that it is empty, others may be woken.
                    self.0.waker.wake();
                    return None;
                }
                Err(e) => {
                    in_a_row += 1;
                    self.failed(&e, in_a_row, &mut ours);
                }
            }
        }
    }
}
