//! The chat's room over UDP: whoever speaks is a member, until it is silent
//! for too long. What the room answers goes into a bag, for who sends.

use super::chat::{LONGEST, TOO_LONG};
use super::members::{Letter, Members};
use crate::net::{Datagrams, Door, Mailbag, Member, Refusal, Word, plain};
use crate::trace::{self, What, Why};
use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How often the log tells of who finds no place, in nanoseconds.
const TELL: u64 = 1_000_000_000;

#[derive(Clone)]
pub struct Circle(Arc<Shared>);

struct Shared {
    socket: Datagrams,
    door: Arc<Door>,
    bag: Mailbag<Letter>,
    members: Mutex<Members>,
}

impl Circle {
    pub fn new(socket: Datagrams, door: Arc<Door>) -> Self {
        let (bag, members) = (Mailbag::default(), Mutex::default());
        Self(Arc::new(Shared { socket, door, bag, members }))
    }

    /// Begins. What comes out is to be sent, until `close`.
    pub fn open(&self) -> io::Result<Mailbag<Letter>> {
        let circle = Arc::downgrade(&self.0);
        self.0.socket.on_gone(move |addr| {
            if let Some(circle) = circle.upgrade() {
                circle.is_gone(addr);
            }
        })?;
        Ok(self.0.bag.clone())
    }

    /// Nothing more is to be sent after what is in the bag.
    pub fn close(&self) {
        self.0.bag.close();
    }

    /// A datagram is a line, and from its first one on the sender is a member.
    /// An empty one says only that it is still there.
    pub fn heard(&self, text: &[u8], from: SocketAddr) {
        let circle = &self.0;
        let known = circle.members().id(from);
        let Some(id) = known.or_else(|| circle.register(from)) else { return };
        let mut members = circle.members();
        let Some(seat) = members.heard(id, text.len()) else { return };
        if text.len() > LONGEST {
            drop(members);
            seat.tell_now(&circle.socket, TOO_LONG);
            return;
        }
        let line = text.strip_suffix(b"\n").unwrap_or(text);
        let outcome = members.room.typed(id, line);
        let letters = members.letters(outcome.deliveries);
        drop(members);
        circle.bag.put(letters);
        if let Some(said) = outcome.said {
            trace::emit(id, What::Said(said));
        }
        if outcome.quits {
            seat.guest.dismiss(Why::Client);
        }
    }
}

impl Shared {
    fn members(&self) -> MutexGuard<'_, Members> {
        self.members.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets a newcomer in if there is a place, and returns its number.
    fn register(self: &Arc<Self>, from: SocketAddr) -> Option<u64> {
        let Some(place) = self.door.place_now() else {
            self.turn_away(from);
            return None;
        };
        let id = self.members().take_id();
        let circle = Arc::downgrade(self);
        let courier = move |word: Word| {
            circle.upgrade().is_some_and(|circle| circle.bring(id, word))
        };
        let member = Member::register(id, from, place, Box::new(courier));
        let guest = member.seat().guest.clone();
        let letters = self.members().join(id, member);
        self.bag.put(letters);
        if guest.dismissed().is_some() {
            self.let_go(id); // the door was faster than we
        }
        Some(id)
    }

    /// Told to each, but to the log only now and then: whoever finds no place
    /// in UDP may ask as fast as it can send.
    fn turn_away(&self, from: SocketAddr) {
        static TOLD: AtomicU64 = AtomicU64::new(0);
        let refusal = Refusal::Full(self.door.limit);
        self.socket.send_now(format!("{refusal}\n").as_bytes(), from);
        self.door.counts.turned_away.fetch_add(1, Relaxed);
        if trace::once_per(TELL, &TOLD) {
            let (peer, why) = (plain(from), refusal.word());
            trace::emit(0, What::TurnedAway { peer, why });
        }
    }

    /// What the door has for a member.
    fn bring(&self, id: u64, word: Word) -> bool {
        match word {
            Word::Closing | Word::CutOff => self.let_go(id),
            Word::Say(text) => {
                let seat = self.members().seat(id);
                seat.is_some_and(|one| one.tell_now(&self.socket, text))
            }
        }
    }

    /// Nobody has this address any more.
    fn is_gone(&self, addr: SocketAddr) {
        let members = self.members();
        let seat = members.id(addr).and_then(|id| members.seat(id));
        drop(members);
        if let Some(seat) = seat {
            seat.guest.dismiss(Why::Unreachable);
        }
    }

    /// UDP has no end-of-file: who must go is told in words.
    fn let_go(&self, id: u64) -> bool {
        let Some((member, letters)) = self.members().leave(id) else {
            return false;
        };
        let seat = member.seat().clone();
        drop(member); // its place is free before it hears of it
        let why = seat.guest.dismissed();
        match why {
            Some(Why::Client | Why::Unreachable) | None => (),
            Some(why) => {
                let line = format!("* you are out: {why}\n");
                seat.tell_now(&self.socket, line.as_bytes());
            }
        }
        // When the server closes everybody leaves: no need to tell each other.
        if why != Some(&Why::Closing) {
            self.bag.put_now(letters);
        }
        true
    }
}
