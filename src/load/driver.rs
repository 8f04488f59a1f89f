//! A thread that drives its share of the clients, and blocks only where it
//! waits for all of them at once.

use super::asker::Asker;
use super::desk::{Desk, Shared};
use super::flight::Time;
use super::own::Own;
use super::plan::Plan;
use super::stop::Stop;
use mio::{Events, Poll};
use std::cmp::Reverse;
use std::io::{self, ErrorKind};
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::{Duration, Instant};

/// How many connections are on their way at a time, in all: fewer than any
/// queue of a kernel holds.
const CONNECTING: usize = 64;

/// How long it may sleep: then somebody may want it to stop.
const SLEEP: Duration = Duration::from_millis(20);

pub struct Driver {
    pub desk: Desk,
    askers: Vec<Asker>,
    poll: Poll,
    events: Events,
    stop: Stop,
    swept: Instant,
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
        Ok(Self {
            desk,
            askers,
            poll: Poll::new()?,
            events: Events::with_capacity(1024),
            stop: stop.clone(),
            swept: Instant::now(),
            told: 0,
        })
    }

    /// Connects all, a few at a time. Who is not through when none has come
    /// through for as long as the patience lasts is not connected.
    pub fn connect(&mut self) -> io::Result<()> {
        if self.desk.plan.churn {
            return Ok(());
        }
        let (mut next, mut done) = (0, 0);
        let mut moved = Instant::now();
        let window = (CONNECTING / self.desk.plan.threads).max(1);
        while done < self.askers.len() && !self.stop.is_set() {
            while next < self.askers.len() && next < done + window {
                let registry = self.poll.registry();
                self.askers[next].connect(&mut self.desk, registry);
                next += 1;
            }
            self.wait(Some(SLEEP))?;
            self.see();
            let is_done = |a: &&Asker| a.is_out || a.socket.is_ready();
            let now = self.askers.iter().take(next).filter(is_done).count();
            if now > done {
                self.desk.shared.connected.fetch_add(now - done, Relaxed);
                (done, moved) = (now, Instant::now());
            } else if moved.elapsed() > self.desk.plan.patience {
                break;
            }
        }
        if !self.stop.is_set() {
            for asker in &mut self.askers {
                asker.must_be_connected(&mut self.desk);
            }
        }
        Ok(())
    }

    /// Asks until there is nothing more to ask or to wait for.
    pub fn run(&mut self, start: Instant) -> io::Result<()> {
        let own = Own::now();
        self.desk.start = start;
        self.desk.is_asking = true;
        for asker in &mut self.askers {
            asker.go_on(&mut self.desk, self.poll.registry());
        }
        while !self.is_over() {
            let nap = self.nap();
            self.wait(Some(nap))?;
            self.see();
            self.wake();
            self.sweep();
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

    fn is_over(&self) -> bool {
        let desk = &self.desk;
        if self.stop.is_set() || desk.out == self.askers.len() {
            return true;
        }
        let now = desk.now();
        let patience = desk.plan.patience.as_nanos() as Time;
        if now >= desk.end.saturating_add(patience) {
            return true;
        }
        let no_more = if desk.plan.rate.is_some() {
            desk.left == 0
        } else {
            now >= desk.end || desk.shared.budget.load(Relaxed) == 0
        };
        no_more && desk.open == 0
    }

    /// Until when nothing of our own is to do.
    fn nap(&self) -> Duration {
        let now = self.desk.now();
        let wake = self.desk.wakes.peek().map_or(Time::MAX, |w| w.0.0);
        let next = wake.min(if self.desk.end > now {
            self.desk.end
        } else {
            Time::MAX
        });
        Duration::from_nanos(next.saturating_sub(now)).min(SLEEP)
    }

    fn wait(&mut self, most: Option<Duration>) -> io::Result<()> {
        match self.poll.poll(&mut self.events, most) {
            Err(e) if e.kind() == ErrorKind::Interrupted => Ok(()),
            result => result,
        }
    }

    fn see(&mut self) {
        for event in &self.events {
            let place = event.token().0;
            let registry = self.poll.registry();
            self.askers[place].look(&mut self.desk, registry);
        }
        let answered = self.desk.seen.answered;
        self.desk.shared.answered.fetch_add(answered - self.told, Relaxed);
        self.told = answered;
    }

    fn wake(&mut self) {
        let now = self.desk.now();
        while let Some(Reverse((at, place))) = self.desk.wakes.peek().copied()
            && at <= now
        {
            self.desk.wakes.pop();
            let registry = self.poll.registry();
            self.askers[place].woken(at, &mut self.desk, registry);
        }
    }

    fn sweep(&mut self) {
        if self.swept.elapsed() > SLEEP {
            self.swept = Instant::now();
            for asker in &mut self.askers {
                asker.expire(&mut self.desk, self.poll.registry());
            }
        }
    }
}
