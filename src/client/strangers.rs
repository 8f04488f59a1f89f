//! Whoever sends to us and is not the peer: told once, and never shown.

use super::teller::Teller;
use std::net::SocketAddr;

/// So many are told of: anybody can forge more.
const MOST: usize = 10;

#[derive(Default)]
pub struct Strangers(Vec<SocketAddr>);

impl Strangers {
    pub fn tell(&mut self, from: SocketAddr, size: usize, teller: &Teller) {
        if self.0.len() < MOST && !self.0.contains(&from) {
            self.0.push(from);
            teller.note(format!("{size} B from {from}, who is not the peer"));
        }
    }
}
