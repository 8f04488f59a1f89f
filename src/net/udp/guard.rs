//! Whom to answer. A datagram's sender may be forged, and then our answer
//! hits somebody who asked for nothing: so off loopback an address must first
//! show that it hears us (the idea of RFC 9000, section 8.1). Without any I/O.
//! Strangers share a table of fixed size; one that another pushes out of its
//! place, at most once a second, is a new stranger.

use super::challenge::{challenge, proof};
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::net::SocketAddr;

/// What to do with a datagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Answer,
    /// The same, and this was its proof.
    Proven,
    /// Say only `send: join NUMBER`.
    Challenge(u32),
    Ignore,
}

/// How often, and for how long, in nanoseconds.
const SECOND: u64 = 1_000_000_000;
const FRESH: u64 = 600 * SECOND;
/// Addresses that have proven themselves, at most.
const PROVEN: usize = 65_536;
/// Places for those that have not, each found by its address's hash: so a
/// flood of forged addresses costs neither memory nor a search.
const UNPROVEN: usize = 4_096;
/// Wrong numbers for one challenge: they could be guesses.
const TRIES: u8 = 3;

/// Challenges to all strangers in a second. One for a host that is not there
/// waits three seconds in the socket's buffer (arp(7)): more would fill it, and
/// keep the answers of everybody else.
const RATE: u32 = 40;

pub struct Guard {
    hash: RandomState,
    /// Challenges since the second that began then.
    asked: (u64, u32),
    proven: HashMap<SocketAddr, u64>,
    unproven: Vec<Option<Unproven>>,
}

#[derive(Clone)]
struct Unproven {
    who: SocketAddr,
    /// Bytes from it, and bytes to it.
    heard: usize,
    told: usize,
    number: u32,
    tries: u8,
    /// When it was challenged last.
    at: u64,
}

impl Default for Guard {
    fn default() -> Self {
        let unproven = vec![None; UNPROVEN];
        Self {
            hash: RandomState::new(),
            asked: (0, 0),
            proven: HashMap::new(),
            unproven,
        }
    }
}

impl Guard {
    /// Judges a datagram that came at `now`, in nanoseconds of any clock.
    pub fn judge(&mut self, now: u64, who: SocketAddr, text: &[u8]) -> Verdict {
        if let Some(last) = self.proven.get_mut(&who)
            && now.saturating_sub(*last) < FRESH
        {
            *last = now;
            return Verdict::Answer;
        }
        let number = self.number(now, who);
        if now.saturating_sub(self.asked.0) >= SECOND {
            self.asked = (now, 0);
        }
        let place = self.hash.hash_one(who) as usize % UNPROVEN;
        let place = &mut self.unproven[place];
        // Somebody else's, whose challenge is on its way, keeps its place.
        if place.as_ref().is_some_and(|other| {
            other.who != who && now.saturating_sub(other.at) < SECOND
        }) {
            return Verdict::Ignore;
        }
        let one = match place {
            Some(one) if one.who == who => one,
            _ => place.insert(Unproven::new(who)),
        };
        one.heard += text.len();
        let verdict = one.judge(now, text, number, self.asked.1 < RATE);
        if let Verdict::Challenge(_) = verdict {
            self.asked.1 += 1;
        }
        if verdict == Verdict::Proven {
            *place = None;
            return self.trust(now, who);
        }
        verdict
    }

    fn trust(&mut self, now: u64, who: SocketAddr) -> Verdict {
        if self.proven.len() >= PROVEN {
            self.proven.retain(|_, last| now.saturating_sub(*last) < FRESH);
        }
        if self.proven.len() >= PROVEN {
            return Verdict::Ignore;
        }
        self.proven.insert(who, now);
        Verdict::Proven
    }

    /// Nine digits that nobody else can compute. Fewer could be guessed: each
    /// of the strangers' places gives three tries a second.
    fn number(&self, now: u64, who: SocketAddr) -> u32 {
        (self.hash.hash_one((now, who)) % 900_000_000) as u32 + 100_000_000
    }
}

impl Unproven {
    fn new(who: SocketAddr) -> Self {
        Self { who, heard: 0, told: 0, number: 0, tries: 0, at: 0 }
    }

    fn judge(
        &mut self,
        now: u64,
        text: &[u8],
        number: u32,
        may_ask: bool,
    ) -> Verdict {
        let answered = proof(text);
        if answered.is_some() && self.tries < TRIES && self.number != 0 {
            self.tries += 1;
            if answered == Some(self.number) {
                return Verdict::Proven;
            }
        }
        let cost = challenge(number).len();
        let most = (3 * self.heard).max(64);
        let soon = self.number != 0 && now.saturating_sub(self.at) < SECOND;
        if !may_ask || soon || self.told + cost > most {
            return Verdict::Ignore;
        }
        self.told += cost;
        (self.number, self.tries, self.at) = (number, 0, now);
        Verdict::Challenge(number)
    }
}
