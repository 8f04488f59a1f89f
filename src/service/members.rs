//! The members of a UDP room: their numbers, their addresses, letters to them.

use super::room::{Delivery, Readers, Room};
use crate::net::{Member, Seat};
use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;

/// A line on its way, its end included.
pub struct Letter {
    pub line: Vec<u8>,
    pub members: Vec<Seat>,
    /// It is for everybody but who caused it.
    pub aloud: bool,
}

#[derive(Default)]
pub struct Members {
    pub room: Room,
    inside: BTreeMap<u64, Member>,
    ids: HashMap<SocketAddr, u64>,
    last: u64,
}

impl Members {
    pub fn take_id(&mut self) -> u64 {
        self.last += 1;
        self.last
    }

    pub fn id(&self, addr: SocketAddr) -> Option<u64> {
        self.ids.get(&addr).copied()
    }

    pub fn seat(&self, id: u64) -> Option<Seat> {
        self.inside.get(&id).map(|member| member.seat().clone())
    }

    pub fn heard(&self, id: u64, bytes: usize) -> Option<Seat> {
        self.inside.get(&id)?.heard(bytes);
        self.seat(id)
    }

    pub fn join(&mut self, id: u64, member: Member) -> Vec<Letter> {
        self.ids.insert(member.seat().addr, id);
        self.inside.insert(id, member);
        let deliveries = self.room.join(id);
        self.letters(deliveries)
    }

    /// Whoever drops the member lets it sign out.
    pub fn leave(&mut self, id: u64) -> Option<(Member, Vec<Letter>)> {
        let member = self.inside.remove(&id)?;
        self.ids.remove(&member.seat().addr);
        let deliveries = self.room.leave(id);
        Some((member, self.letters(deliveries)))
    }

    /// From numbers to addresses.
    pub fn letters(&self, deliveries: Vec<Delivery>) -> Vec<Letter> {
        let letter = |Delivery { to, line }: Delivery| Letter {
            line: format!("{line}\n").into(),
            members: to.ids().iter().filter_map(|id| self.seat(*id)).collect(),
            aloud: matches!(to, Readers::Others(_)),
        };
        deliveries.into_iter().map(letter).collect()
    }
}
