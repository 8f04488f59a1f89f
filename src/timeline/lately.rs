//! Peers of whom something happened just now: found by name, and forgotten in
//! the order of time.

use super::people::KNOWN;
use std::collections::{BTreeMap, HashMap};

/// A bounded number of them, each with what is known of it.
#[derive(Default)]
pub struct Lately<T> {
    known: HashMap<String, (Turn, T)>,
    order: BTreeMap<Turn, String>,
    count: u64,
}

/// When it happened, and after how many others.
type Turn = (u64, u64);

impl<T> Lately<T> {
    pub fn put(&mut self, peer: &str, ns: u64, what: T) {
        self.remove(peer);
        if self.known.len() < KNOWN {
            self.count += 1;
            let turn = (ns, self.count);
            self.known.insert(peer.into(), (turn, what));
            self.order.insert(turn, peer.into());
        }
    }

    pub fn knows(&self, peer: &str) -> bool {
        self.known.contains_key(peer)
    }

    pub fn remove(&mut self, peer: &str) -> Option<T> {
        let (turn, what) = self.known.remove(peer)?;
        self.order.remove(&turn);
        Some(what)
    }

    /// Takes the one of longest ago, with its time, if that is not after `ns`.
    pub fn until(&mut self, ns: Option<u64>) -> Option<(String, u64, T)> {
        let first = self.order.first_entry()?;
        let at = first.key().0;
        if ns.is_none_or(|ns| at > ns) {
            return None;
        }
        let peer = first.remove();
        let (_, what) = self.known.remove(&peer)?;
        Some((peer, at, what))
    }
}
