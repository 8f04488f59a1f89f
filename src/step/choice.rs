//! Who is meant by an order, and how it is let go: for one step, or for good.

use super::order::Who;
use super::schedule::Step;
use super::state::State;
use super::thread::{At, Thread};
use crate::trace::{Call, Label};

impl State {
    /// Those that are held, who has been so for longest first.
    pub fn held(&self) -> Vec<&Thread> {
        let ticket = |thread: &&Thread| match thread.at {
            At::Held { ticket, .. } => Some(ticket),
            At::Loose { .. } => None,
        };
        let held = self.threads.iter().filter(|one| ticket(one).is_some());
        let mut held: Vec<&Thread> = held.collect();
        held.sort_by_key(ticket);
        held
    }

    /// The label of who is meant, if it is held; or why not.
    pub fn choose(&self, who: Who) -> Result<Label, String> {
        let held = self.held();
        let is_there = |one: &Thread, point: Option<Call>| match one.at {
            At::Held { before, .. } => point.is_none_or(|call| call == before),
            At::Loose { .. } => false,
        };
        let found = match who {
            Who::Number(number) => {
                number.checked_sub(1).and_then(|index| held.get(index))
            }
            Who::Thread(label, point) => held
                .iter()
                .find(|one| one.label == label && is_there(one, point)),
            Who::Conn(conn, point) => {
                held.iter().find(|one| one.conn == conn && is_there(one, point))
            }
        };
        found.map(|one| one.label).ok_or_else(|| match held.len() {
            0 => "nobody is held".into(),
            1 => format!("{who} is not held; one is"),
            held => format!("{who} is not held; {held} are"),
        })
    }

    /// Lets it go, if it is held.
    pub fn let_go(&mut self, label: Label, now: u64) {
        let Some(thread) = self.find(label) else { return };
        if let At::Held { before: call, .. } = thread.at {
            thread.at = At::Loose { call, ended: false, since: now };
            self.taken.push(Step { thread: label, point: call });
            self.steps += 1;
            self.moved = now;
        }
    }

    /// Nobody is held any more, for good.
    pub fn open(&mut self, now: u64) {
        self.is_open = true;
        (self.play, self.goal) = (None, None);
        for thread in &mut self.threads {
            thread.release(now);
        }
    }

    /// This connection's threads are held no more.
    pub fn free(&mut self, conn: u64, now: u64) {
        self.free.insert(conn);
        self.moved = now;
        for thread in self.threads.iter_mut().filter(|one| one.conn == conn) {
            thread.release(now);
        }
    }
}
