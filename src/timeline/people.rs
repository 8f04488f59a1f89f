//! Who waits in which queue, and who is who: the peer that stands in the
//! kernel's queue now is the connection that is accepted later.

use super::client::ClientId;
use super::item::{Item, Out, Place};
use super::lately::Lately;
use super::model::{Bar, State};
use super::places::short;
use std::collections::{BTreeMap, HashMap};

/// Of each sort so many are known at one time.
pub const KNOWN: usize = 65_536;
/// A sample and the accept that came between are told in either order, at most
/// so many nanoseconds apart.
pub const APART: u64 = 1_000_000_000;

#[derive(Default)]
pub struct People {
    /// Since when they stand in the kernel's queue.
    queued: BTreeMap<String, u64>,
    /// Since when they stood there who left it just now: accepted, or gone.
    left: Lately<u64>,
    /// Who was accepted just now.
    accepted: Lately<()>,
    /// Since when connections wait in our queue.
    waiting: BTreeMap<u64, u64>,
    registered: HashMap<String, u64>,
    /// The same the other way round.
    peers: HashMap<u64, String>,
    strangers: HashMap<String, u32>,
}

impl People {
    /// Who gets a datagram, if anything came from there before.
    pub fn known(&self, peer: &str) -> Option<ClientId> {
        let peer = short(peer);
        let conn = self.registered.get(peer);
        conn.map(|conn| ClientId::Conn(*conn)).or_else(|| {
            let nth = self.strangers.get(peer)?;
            Some(ClientId::Peer(*nth))
        })
    }

    /// Who sent a datagram. None when there are too many to know.
    pub fn of_peer(&mut self, peer: &str) -> Option<ClientId> {
        let peer = short(peer);
        let known = self.known(peer);
        if known.is_some() {
            return known;
        }
        let nth = self.strangers.len();
        let nth = u32::try_from(nth).ok().filter(|_| nth < KNOWN)?;
        self.strangers.insert(peer.into(), nth);
        Some(ClientId::Peer(nth))
    }

    /// It has a number from now on. Returns what it was before that.
    pub fn registered(&mut self, peer: &str, conn: u64) -> Option<u32> {
        let peer = short(peer);
        if self.registered.len() < KNOWN {
            self.registered.insert(peer.into(), conn);
            self.peers.insert(conn, peer.into());
        }
        self.strangers.get(peer).copied()
    }

    /// A sample of the kernel's queue.
    pub fn queued(&mut self, ns: u64, peers: &[String], out: Out) {
        let ago = ns.checked_sub(APART);
        self.settle(ago, out);
        while self.accepted.until(ago).is_some() {}
        let mut before = std::mem::take(&mut self.queued);
        for peer in peers.iter().map(|peer| short(peer)) {
            let since = match before.remove(peer).or(self.left.remove(peer)) {
                Some(since) => since,
                None if self.accepted.knows(peer) => continue,
                None => ns,
            };
            self.queued.insert(peer.into(), since);
        }
        let mut left: Vec<_> = before.into_iter().collect();
        left.sort_by_key(|(_, since)| *since);
        for (peer, since) in left {
            self.left.put(&peer, ns, since);
        }
    }

    pub fn accepted(&mut self, ns: u64, peer: &str, conn: u64, out: Out) {
        let peer = short(peer);
        self.accepted.put(peer, ns, ());
        let (since, left) = (self.queued.remove(peer), self.left.remove(peer));
        if let Some(since) = since.or(left) {
            let bar = waits(since, Some(ns), ClientId::Conn(conn));
            out(Place::KernelQueue, Item::Bar(bar));
        }
    }

    /// Who left the kernel's queue a while ago has not been accepted.
    fn settle(&mut self, ago: Option<u64>, out: Out) {
        while let Some((peer, until, since)) = self.left.until(ago) {
            self.never_accepted(&peer, since, Some(until), out);
        }
    }

    fn never_accepted(
        &mut self,
        peer: &str,
        since: u64,
        until: Option<u64>,
        out: Out,
    ) {
        if let Some(client) = self.of_peer(peer) {
            let who = Item::Who(client, since, peer);
            out(Place::KernelQueue, who);
            let bar = waits(since, until, client);
            out(Place::KernelQueue, Item::Bar(bar));
        }
    }

    /// A connection waits in our queue.
    pub fn waits(&mut self, ns: u64, conn: u64) {
        if self.waiting.len() < KNOWN {
            self.waiting.insert(conn, ns);
        }
    }

    /// It waits no longer: served, closed or turned away.
    pub fn waits_no_more(&mut self, ns: u64, conn: u64, out: Out) {
        if let Some(since) = self.waiting.remove(&conn) {
            let bar = waits(since, Some(ns), ClientId::Conn(conn));
            out(Place::OurQueue, Item::Bar(bar));
        }
    }

    pub fn closed(&mut self, conn: u64) {
        if let Some(peer) = self.peers.remove(&conn)
            && self.registered.get(&peer) == Some(&conn)
        {
            self.registered.remove(&peer);
        }
    }

    /// The recording is over; who waits now, waits to its edge.
    pub fn finish(&mut self, out: Out) {
        self.settle(Some(u64::MAX), out);
        let queued = std::mem::take(&mut self.queued);
        let mut queued: Vec<_> = queued.into_iter().collect();
        // Not by their ports, which chance has chosen.
        queued.sort_by_key(|(_, since)| *since);
        for (peer, since) in queued {
            self.never_accepted(&peer, since, None, out);
        }
        for (conn, since) in std::mem::take(&mut self.waiting) {
            let bar = waits(since, None, ClientId::Conn(conn));
            out(Place::OurQueue, Item::Bar(bar));
        }
    }
}

fn waits(from: u64, to: Option<u64>, client: ClientId) -> Bar {
    Bar { to, client: Some(client), ..Bar::new(from, State::Waits) }
}
