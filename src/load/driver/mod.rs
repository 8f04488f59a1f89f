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
use std::time::Instant;
use waits::SLEEP;

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
        })
    }

    /// Asks until there is nothing more to ask or to wait for.
    pub fn run(&mut self, start: Instant) -> io::Result<()> {
        let own = Own::now();
        self.desk.start = start;
        self.desk.is_asking = true;
        for asker in &mut self.askers {
            asker.go_on(&mut self.desk, self.poll.registry());
        }
        let alone = self.desk.plan.is_alone() && self.askers[0].block(SLEEP)?;
        loop {
            let now = self.desk.now();
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
        self.desk.seen.cut_short = self.stop.is_set();
        for asker in &mut self.askers {
            asker.finish(&mut self.desk);
        }
        let wall = start.elapsed();
        let seen = &mut self.desk.seen;
        (seen.own_busy, seen.own_waits) = own.shares(wall);
        if self.desk.seen.answered == 0 {
            self.desk.seen.took = wall;
        }
        Ok(())
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
        let no_more = if desk.plan.rate.is_some() {
            desk.left == 0
        } else {
            now >= desk.end || desk.is_spent()
        };
        no_more && desk.open == 0
    }
}
