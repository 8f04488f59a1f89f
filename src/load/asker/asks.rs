//! When a client asks, and how its words go out.

use super::Asker;
use crate::load::desk::Desk;
use crate::load::flight::Time;
use crate::load::plan::Wire;
use mio::Registry;
use std::io::{self, ErrorKind};

/// One datagram that is lost may be waited for as long as an hour, and all
/// that come after it are kept meanwhile.
const MOST_KEPT: usize = 65_536;

impl Asker {
    /// Open loop: when its next request is due, if there is one.
    pub(super) fn due(&self, desk: &Desk) -> Option<Time> {
        let (rate, in_all) = (desk.plan.rate?, desk.plan.due_in_all()?);
        let nth =
            self.flight.next() * desk.plan.clients as u64 + self.index as u64;
        (nth < in_all).then(|| (nth as f64 / rate * 1e9) as Time)
    }

    /// Open loop: how many it has still to begin.
    pub fn left(&self, desk: &Desk) -> u64 {
        let in_all = desk.plan.due_in_all().unwrap_or(0);
        let own = (in_all + desk.plan.clients as u64 - 1)
            .saturating_sub(self.index as u64)
            / desk.plan.clients as u64;
        own.saturating_sub(self.flight.next())
    }

    pub(super) fn begin(&mut self, desk: &mut Desk) {
        while desk.is_asking
            && self.flight.open() < desk.plan.pipeline
            && self.flight.kept() < MOST_KEPT
        {
            let now = desk.now();
            let since = if desk.plan.rate.is_some() {
                match self.due(desk) {
                    Some(due) if due <= now => due,
                    Some(due) => {
                        if !self.is_listed {
                            self.is_listed = true;
                            desk.wake(due, self.place);
                        }
                        return;
                    }
                    None => return,
                }
            } else if self.turns > 0 && desk.take(now) {
                self.turns -= 1;
                now
            } else {
                return;
            };
            let is_timed = desk.plan.rate.is_some();
            if is_timed || !desk.plan.think.is_zero() {
                let due = if is_timed { since } else { 0 };
                let late = now.saturating_sub(due.max(self.free_since));
                desk.seen.own_late.saturating_record(late);
            }
            desk.seen.sent += 1;
            desk.open += 1;
            desk.left = desk.left.saturating_sub(1);
            self.flight.begin(since, now);
        }
    }

    pub(super) fn write(&mut self, desk: &mut Desk) -> io::Result<()> {
        let block = desk.input.len();
        while self.out.0 < self.flight.next() {
            desk.output.clear();
            let mut at = self.out;
            while at.0 < self.flight.next() && desk.output.len() < block {
                let request = self.request(at.0);
                at.1 =
                    desk.pattern.fill(&request, at.1, &mut desk.output, block);
                if at.1 == desk.pattern.size() {
                    at = (at.0 + 1, 0);
                }
                if desk.plan.wire == Wire::Udp {
                    break; // each is a datagram of its own
                }
            }
            match self.socket.write(&desk.output) {
                Ok(n) => {
                    let size = desk.pattern.size();
                    let total = self.out.1 + n;
                    self.out =
                        (self.out.0 + (total / size) as u64, total % size);
                    if n < desk.output.len() {
                        return Ok(());
                    }
                }
                Err(e) if e.kind() == ErrorKind::WouldBlock => return Ok(()),
                Err(e) if e.kind() == ErrorKind::Interrupted => (),
                Err(e) => return Err(e),
            }
        }
        Ok(())
    }

    /// An answer came, or is given up: there is room for one more.
    pub(super) fn free(&mut self, now: Time, desk: &mut Desk) {
        self.free_since = now;
        if desk.plan.rate.is_none() {
            if desk.plan.think.is_zero() {
                self.turns += 1;
            } else {
                let rest = desk.plan.think.as_nanos() as Time;
                desk.wake(now + rest, self.place);
            }
        }
    }

    /// Its time in the list has come.
    pub fn woken(&mut self, at: Time, desk: &mut Desk, registry: &Registry) {
        if desk.plan.rate.is_some() {
            self.is_listed = false;
        } else {
            self.turns += 1;
            self.free_since = at;
        }
        self.go_on(desk, registry);
    }
}
