//! How a connection ends, and what it is called: that is half of what a load
//! finds out.

use super::Asker;
use super::hears::WAIT;
use crate::load::desk::Desk;
use crate::load::flight::Time;
use crate::load::kind::{Kind, is_farewell};
use crate::load::plan::Wire;
use crate::load::socket::Socket;
use mio::Registry;
use std::io;
use std::mem;

impl Asker {
    /// The peer has closed.
    pub(super) fn ended(&mut self, desk: &mut Desk) {
        if self.is_through(desk) {
            return self.close();
        }
        if !self.words.is_empty() {
            return self.ended_with_words(desk);
        }
        let kind = if self.wrong {
            Kind::Corrupt
        } else if self.heard || self.came > 0 {
            Kind::ClosedEarly
        } else {
            Kind::ClosedFirst
        };
        self.lose(kind, desk);
    }

    pub(super) fn fail(&mut self, desk: &mut Desk, error: io::Error) {
        if self.is_through(desk) {
            return self.close();
        }
        // Words may come with a reset behind them.
        if !self.words.is_empty() {
            return self.ended_with_words(desk);
        }
        if self.wrong {
            return self.lose(Kind::Corrupt, desk);
        }
        desk.failed(error);
        self.over(desk);
    }

    /// Words as long as an answer are a wrong answer.
    fn ended_with_words(&mut self, desk: &mut Desk) {
        if is_farewell(&self.words) && self.words.len() != desk.pattern.size() {
            return self.lose(Kind::TurnedAway, desk);
        }
        self.no_answer(desk);
    }

    /// It has all its answers, and nothing more to ask: it only waits for the
    /// others, and who closes now does no harm.
    fn is_through(&self, desk: &Desk) -> bool {
        let wants = if desk.plan.rate.is_some() {
            self.left(desk) > 0
        } else {
            !desk.is_asking || desk.now() < desk.end && !desk.is_spent()
        };
        self.flight.open() == 0 && self.words.is_empty() && !wants
    }

    pub(super) fn lose(&mut self, kind: Kind, desk: &mut Desk) {
        desk.count(kind, 1);
        self.over(desk);
    }

    /// This connection is over. Where each request has its own, the next one
    /// follows; else the client is out.
    pub(super) fn over(&mut self, desk: &mut Desk) {
        if desk.plan.churn && desk.reached {
            desk.open -= self.flight.give_up();
            self.free(desk.now(), desk);
            self.close();
        } else {
            self.leave(desk);
        }
    }

    pub(super) fn close(&mut self) {
        self.socket = Socket::None;
        self.out = (self.flight.next(), 0);
        self.came = 0;
        self.heard = false;
        self.wrong = false;
        self.last_wrong = false;
        self.words.clear();
    }

    /// It asks no more.
    pub(super) fn leave(&mut self, desk: &mut Desk) {
        if mem::replace(&mut self.is_out, true) {
            return;
        }
        let left = self.left(desk);
        desk.left = desk.left.saturating_sub(left);
        desk.count(Kind::NeverAnswered, left);
        desk.open -= self.flight.give_up();
        desk.out += 1;
        self.close();
    }

    /// Gives up what has waited longer than `patience` allows.
    pub fn expire(&mut self, desk: &mut Desk, registry: &Registry) {
        let patience = desk.plan.patience.as_nanos() as Time;
        let now = desk.now();
        let is_late = |left: Time| left.saturating_add(patience) <= now;
        let mut changed = false;
        if !self.words.is_empty() && self.words_since + WAIT <= now {
            self.no_answer(desk);
            changed = true;
        }
        while !self.is_out && self.flight.oldest_left().is_some_and(is_late) {
            changed = true;
            if desk.plan.wire == Wire::Udp {
                self.flight.end_oldest();
                desk.open -= 1;
                if self.nameless > 0 {
                    self.nameless -= 1; // it was corrupt
                } else {
                    desk.count(Kind::NeverAnswered, 1);
                }
                self.free(now, desk);
            } else if matches!(self.socket, Socket::Connecting(_)) {
                self.lose(Kind::NotConnected, desk);
            } else {
                self.give_up(desk);
                self.over(desk);
            }
        }
        if changed {
            self.go_on(desk, registry);
        }
    }

    /// What is under way will have no answer any more: but the oldest one may
    /// have had a part of a wrong one.
    fn give_up(&mut self, desk: &mut Desk) {
        let nameless = mem::take(&mut self.nameless);
        let open = self.flight.give_up();
        let wrong = open.min((self.wrong || !self.words.is_empty()).into());
        desk.open -= open;
        desk.count(Kind::Corrupt, wrong as u64);
        let never = (open - wrong).saturating_sub(nameless);
        desk.count(Kind::NeverAnswered, never as u64);
    }

    /// The time is over for good.
    pub fn finish(&mut self, desk: &mut Desk) {
        if self.is_out || self.flight.next() > 0 {
            desk.seen.clients += 1;
        }
        if desk.seen.cut_short {
            return desk.count(Kind::Corrupt, self.wrong.into());
        }
        if !self.is_out {
            self.give_up(desk);
            let left = self.left(desk);
            desk.count(Kind::NeverAnswered, left);
        }
    }
}
