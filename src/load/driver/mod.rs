//! A thread that drives its share of the clients, and blocks only where it
//! waits for all of them at once.

mod connect;
mod waits;

use crate::load::alarm::Alarm;
use crate::load::asker::Asker;
use crate::load::desk::{Desk, Shared};
use crate::load::flight::Time;
use crate::load::own::Own;
use crate::load::plan::Plan;
use crate::load::stop::Stop;
use mio::{Events, Poll};
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};
pub use waits::SLEEP;

pub struct Driver {
    pub desk: Desk,
    askers: Vec<Asker>,
    poll: Poll,
    events: Events,
    alarm: Alarm,
    /// When it rings.
    alarm_at: Time,
    stop: Stop,
    /// When it last looked at all of them.
    swept: Time,
    /// Answers that the others know of.
    told: u64,
    /// When there was nothing more to ask.
    asked: Option<Time>,
    /// What this thread had taken when it began.
    own: Own,
    /// Answers that there were when it last looked what it takes.
    looked: Option<u64>,
}

impl Driver {
    /// The `nth` of the plan's threads.
    pub fn new(
        plan: &Plan,
        nth: usize,
        shared: Arc<Shared>,
        stop: &Stop,
    ) -> io::Result<Self> {
        let mut desk = Desk::new(plan, shared)?;
        let own = (nth..plan.clients).step_by(plan.threads).enumerate();
        let askers: Vec<_> = own
            .map(|(place, index)| Asker::new(place, index, plan.pipeline))
            .collect();
        desk.left = askers.iter().map(|asker| asker.left(&desk)).sum();
        let poll = Poll::new()?;
        Ok(Self {
            desk,
            askers,
            alarm: Alarm::new(poll.registry())?,
            alarm_at: 0,
            poll,
            events: Events::with_capacity(1024),
            stop: stop.clone(),
            swept: 0,
            told: 0,
            asked: None,
            own: Own::now(),
            looked: None,
        })
    }

    /// Asks until there is nothing more to ask or to wait for.
    pub fn run(&mut self, start: Instant) -> io::Result<()> {
        self.own = Own::now();
        self.desk.start = start;
        self.desk.is_asking = true;
        for asker in &mut self.askers {
            asker.go_on(&mut self.desk, self.poll.registry());
        }
        let alone = self.desk.plan.is_alone() && self.askers[0].block(SLEEP)?;
        loop {
            let now = self.desk.now();
            if self.asked.is_none() && self.has_asked(now) {
                self.asked = Some(now);
            }
            if self.is_over(now) {
                break;
            }
            if alone {
                let registry = self.poll.registry();
                self.askers[0].look(&mut self.desk, registry, false);
            } else {
                let nap = self.nap(now)?;
                self.wait(nap)?;
                self.see();
                self.wake();
            }
            self.sweep(now);
        }
        self.look_at_own();
        self.desk.seen.cut_short = self.stop.is_set();
        let open = self.desk.open;
        for asker in &mut self.askers {
            asker.finish(&mut self.desk);
        }
        let asked = self.asked.unwrap_or(self.desk.now()).min(self.desk.end);
        let seen = &mut self.desk.seen;
        if open > 0 || !seen.errors.is_empty() || seen.answered == 0 {
            seen.took = seen.took.max(Duration::from_nanos(asked));
        }
        Ok(())
    }

    /// What this thread takes, until asking ends and the last answer comes:
    /// to wait in vain takes nothing.
    fn look_at_own(&mut self) {
        let seen = &mut self.desk.seen;
        if self.looked.replace(seen.answered) != Some(seen.answered) {
            let wall = self.desk.start.elapsed();
            (seen.own_busy, seen.own_waits) = self.own.shares(wall);
        }
    }

    fn has_asked(&self, now: Time) -> bool {
        if self.desk.plan.rate.is_some() {
            self.desk.left == 0
        } else {
            now >= self.desk.end || self.desk.is_spent()
        }
    }

    fn is_over(&self, now: Time) -> bool {
        let desk = &self.desk;
        if self.stop.is_set() || desk.out == self.askers.len() {
            return true;
        }
        let patience = desk.plan.patience.as_nanos() as Time;
        if now >= desk.end.saturating_add(patience) {
            return true;
        }
        self.asked.is_some() && desk.open == 0
    }
}
