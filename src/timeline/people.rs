//! Who waits in which queue, and who is who: the peer that stands in the
//! kernel's queue now is the connection that is accepted later.

use super::client::ClientId;
use super::item::{Item, Out, Place};
use super::model::{Bar, State};
use super::places::short;
use std::collections::{BTreeMap, HashMap};

/// Of each sort so many are known at one time.
const KNOWN: usize = 65_536;
/// A sample and the accept that came between are told in either order, at most
/// so many nanoseconds apart.
const APART: u64 = 1_000_000_000;

#[derive(Default)]
pub struct People {
    /// Since when they stand in the kernel's queue.
    queued: BTreeMap<String, u64>,
    /// From when until when they stood there: accepted, or gone away.
    left: Vec<(String, u64, u64)>,
    /// When they were accepted, if that was just now.
    accepted: HashMap<String, u64>,
    /// Since when connections wait in our queue.
    waiting: BTreeMap<u64, u64>,
    registered: HashMap<String, u64>,
    strangers: HashMap<String, u32>,
}

impl People {
    /// Who sent, or gets, a datagram. None when there are too many to know.
    pub fn of_peer(&mut self, peer: &str) -> Option<ClientId> {
        let peer = short(peer);
        if let Some(conn) = self.registered.get(peer) {
            return Some(ClientId::Conn(*conn));
        }
        if let Some(nth) = self.strangers.get(peer) {
            return Some(ClientId::Peer(*nth));
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
        }
        self.strangers.get(peer).copied()
    }

    /// A sample of the kernel's queue.
    pub fn queued(&mut self, ns: u64, peers: &[String], out: Out) {
        self.settle(ns, out);
        self.accepted.retain(|_, at| at.saturating_add(APART) > ns);
        let mut before = std::mem::take(&mut self.queued);
        for peer in peers.iter().map(|peer| short(peer)) {
            let back = self.left.iter().position(|(left, ..)| left == peer);
            let since = match (before.remove(peer), back) {
                (Some(since), _) => since,
                (None, Some(at)) => self.left.remove(at).1,
                (None, None) if self.accepted.contains_key(peer) => continue,
                (None, None) => ns,
            };
            self.queued.insert(peer.into(), since);
        }
        let mut left: Vec<_> = before.into_iter().collect();
        left.sort_by_key(|(_, since)| *since);
        self.left.extend(left.into_iter().map(|(p, since)| (p, since, ns)));
    }

    pub fn accepted(&mut self, ns: u64, peer: &str, conn: u64, out: Out) {
        let peer = short(peer);
        if self.accepted.len() < KNOWN {
            self.accepted.insert(peer.into(), ns);
        }
        let left = self.left.iter().position(|(left, ..)| left == peer);
        let since = self.queued.remove(peer);
        let left = left.map(|at| self.left.remove(at).1);
        if let Some(since) = since.or(left) {
            let bar = waits(since, Some(ns), ClientId::Conn(conn));
            out(Place::KernelQueue, Item::Bar(bar));
        }
    }

    /// Who left the kernel's queue a while ago has not been accepted.
    fn settle(&mut self, ns: u64, out: Out) {
        let late =
            |left: &mut (String, u64, u64)| left.2.saturating_add(APART) <= ns;
        let late: Vec<_> = self.left.extract_if(.., late).collect();
        for (peer, since, until) in late {
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
        self.registered.retain(|_, other| *other != conn);
    }

    /// The recording is over; who waits now, waits to its edge.
    pub fn finish(&mut self, out: Out) {
        self.settle(u64::MAX, out);
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
