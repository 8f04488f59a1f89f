//! Where a thread waits, for how long, and what it does then.

use super::Driver;
use crate::load::alarm::ALARM;
use crate::load::flight::Time;
use std::cmp::Reverse;
use std::io::{self, ErrorKind};
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

/// How long it may sleep: then somebody may want it to stop.
pub const SLEEP: Duration = Duration::from_millis(20);

impl Driver {
    /// How long nothing of our own is to do.
    pub(super) fn nap(&mut self, now: Time) -> io::Result<Duration> {
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

    pub(super) fn wait(&mut self, most: Duration) -> io::Result<()> {
        match self.poll.poll(&mut self.events, Some(most)) {
            Err(e) if e.kind() == ErrorKind::Interrupted => Ok(()),
            result => result,
        }
    }

    pub(super) fn see(&mut self) {
        for event in &self.events {
            if event.token() == ALARM {
                continue; // it only had to wake us
            }
            let place = event.token().0;
            let registry = self.poll.registry();
            let has_ended = event.is_read_closed();
            self.askers[place].look(&mut self.desk, registry, has_ended);
        }
    }

    pub(super) fn wake(&mut self) {
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
    pub(super) fn sweep(&mut self, now: Time) {
        if now < self.swept + SLEEP.as_nanos() as Time {
            return;
        }
        self.swept = now;
        for asker in &mut self.askers {
            asker.expire(&mut self.desk, self.poll.registry());
        }
        if self.asked.is_some() || now >= self.desk.end {
            self.look_at_own();
        }
        let answered = self.desk.seen.answered;
        self.desk.shared.answered.fetch_add(answered - self.told, Relaxed);
        self.told = answered;
    }
}
