//! A thread that drives its share of the clients, and blocks only where it
//! waits for all of them at once.

use super::alarm::{ALARM, Alarm};
use super::asker::Asker;
use super::desk::{Desk, Shared};
use super::flight::Time;
use super::own::Own;
use super::plan::{Plan, Wire};
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

/// What both kernels hold in any case, so that writing it blocks nobody.
const FITS: usize = 16 * 1024;

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
            self.wait(SLEEP)?;
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
        let alone = self.is_alone() && self.askers[0].block(SLEEP)?;
        loop {
            let now = self.desk.now();
            if self.is_over(now) {
                break;
            }
            if alone {
                self.askers[0].look(&mut self.desk, self.poll.registry());
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

    /// One client, and nothing else to wait for: then a read that blocks is
    /// one system call less for each answer than a wait and a read (15 %
    /// of a round trip).
    fn is_alone(&self) -> bool {
        let plan = &self.desk.plan;
        plan.clients == 1
            && plan.wire == Wire::Tcp
            && plan.pipeline == 1
            && plan.size <= FITS
            && plan.rate.is_none()
            && plan.think.is_zero()
            && !plan.churn
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

    /// How long nothing of our own is to do.
    fn nap(&mut self, now: Time) -> io::Result<Duration> {
        let wake = self.desk.wakes.peek().map(|wake| wake.0.0);
        let end = Some(self.desk.end).filter(|end| *end > now);
        let Some(next) = wake.into_iter().chain(end).min() else {
            return Ok(SLEEP);
        };
        let nap = Duration::from_nanos(next.saturating_sub(now));
        if nap.is_zero() || nap > SLEEP {
            return Ok(nap.min(SLEEP));
        }
        if self.alarm_at != next {
            self.alarm.set(nap)?;
            self.alarm_at = next;
        }
        Ok(nap)
    }

    fn wait(&mut self, most: Duration) -> io::Result<()> {
        match self.poll.poll(&mut self.events, Some(most)) {
            Err(e) if e.kind() == ErrorKind::Interrupted => Ok(()),
            result => result,
        }
    }

    fn see(&mut self) {
        for event in &self.events {
            if event.token() == ALARM {
                continue; // it only had to wake us
            }
            let place = event.token().0;
            let registry = self.poll.registry();
            self.askers[place].look(&mut self.desk, registry);
        }
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

    /// What has to be done now and then.
    fn sweep(&mut self, now: Time) {
        if now < self.swept + SLEEP.as_nanos() as Time {
            return;
        }
        self.swept = now;
        for asker in &mut self.askers {
            asker.expire(&mut self.desk, self.poll.registry());
        }
        let answered = self.desk.seen.answered;
        self.desk.shared.answered.fetch_add(answered - self.told, Relaxed);
        self.told = answered;
    }
}
