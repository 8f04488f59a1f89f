//! Connecting all of a thread's clients, before any of them asks.

use super::Driver;
use super::waits::SLEEP;
use crate::load::asker::Asker;
use std::io;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Instant;

/// How many connections are on their way at a time, in all: fewer than any
/// queue of a kernel holds.
const CONNECTING: usize = 64;

impl Driver {
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
}
