//! A member of a UDP room: an address that has spoken, and a guest of the door
//! like every client. Dropped, it signs out; there is no other way.

use super::socket::Datagrams;
use crate::net::door::Place;
use crate::net::guest::{Courier, Guest};
use crate::trace::{self, What, Why};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;

pub struct Member {
    seat: Seat,
    place: Place,
}

/// Where a member is reached, for as long as a letter is on its way.
#[derive(Clone)]
pub struct Seat {
    pub guest: Arc<Guest>,
    /// As the socket names it: an IPv4 address may be mapped to IPv6.
    pub addr: SocketAddr,
}

impl Member {
    /// Signs it in. The courier sends to it, and lets it go.
    pub fn register(
        id: u64,
        addr: SocketAddr,
        place: Place,
        courier: Courier,
    ) -> Self {
        let peer = plain(addr);
        let guest = Arc::new(Guest::without_stream(id, peer));
        guest.sent_by(courier);
        guest.heard.store(1, Relaxed); // odd: we wait for it
        let inside = place.door().enter(&guest);
        trace::emit(id, What::Registered { peer, inside });
        Self { seat: Seat { guest, addr }, place }
    }

    pub fn seat(&self) -> &Seat {
        &self.seat
    }

    /// A datagram came from it; so it is not silent.
    pub fn heard(&self, bytes: usize) {
        self.seat.guest.heard.fetch_add(2, Relaxed);
        self.seat.guest.read.fetch_add(bytes as u64, Relaxed);
    }
}

impl Seat {
    /// Sends it a datagram.
    #[track_caller]
    pub fn tell(&self, socket: &Datagrams, line: &[u8]) {
        self.count(line);
        if !socket.send_to(self.guest.id, line, self.addr) {
            self.uncount(line);
        }
    }

    /// The same, and it never blocks. False: there was no room for it.
    pub fn tell_now(&self, socket: &Datagrams, line: &[u8]) -> bool {
        self.count(line);
        let sent = socket.send_now(line, self.addr);
        if !sent {
            self.uncount(line);
        }
        sent
    }

    /// Counted before it is sent: its answer may be that the member leaves.
    fn count(&self, line: &[u8]) {
        self.guest.written.fetch_add(line.len() as u64, Relaxed);
    }

    fn uncount(&self, line: &[u8]) {
        self.guest.written.fetch_sub(line.len() as u64, Relaxed);
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        let guest = &self.seat.guest;
        let moved = (guest.read.load(Relaxed), guest.written.load(Relaxed));
        let why = guest.dismissed().cloned().unwrap_or(Why::Closing);
        trace::emit(guest.id, What::Closed { moved: Some(moved), why });
        self.place.door().leave(guest);
    }
}

/// An IPv4 address as people write it, also where the socket has it mapped.
pub fn plain(addr: SocketAddr) -> SocketAddr {
    SocketAddr::new(addr.ip().to_canonical(), addr.port())
}
