//! What a client has under way: numbers, and since when each counts.

use std::collections::VecDeque;

/// Nanoseconds since the load's start.
pub type Time = u64;

#[derive(Clone, Copy, Debug)]
struct Asked {
    /// What its latency counts from: when it was due, or left.
    since: Time,
    /// What patience counts from.
    left: Time,
}

/// Requests in the order of their numbers, which are consecutive; those that
/// were answered out of turn (UDP) leave a gap.
#[derive(Debug, Default)]
pub struct Flight {
    first: u64,
    asked: VecDeque<Option<Asked>>,
    open: usize,
}

impl Flight {
    /// How many wait for an answer.
    pub fn open(&self) -> usize {
        self.open
    }

    /// How many are kept: those that wait, and those that were answered since
    /// the oldest of them.
    pub fn kept(&self) -> usize {
        self.asked.len()
    }

    /// The number of the next request.
    pub fn next(&self) -> u64 {
        self.first + self.asked.len() as u64
    }

    /// The number of the oldest one that waits, or of the next.
    pub fn oldest(&self) -> u64 {
        self.first
    }

    /// When the oldest one that waits left.
    pub fn oldest_left(&self) -> Option<Time> {
        self.asked.front().copied().flatten().map(|asked| asked.left)
    }

    pub fn begin(&mut self, since: Time, left: Time) {
        self.asked.push_back(Some(Asked { since, left }));
        self.open += 1;
    }

    /// Ends the oldest one.
    pub fn end_oldest(&mut self) -> Option<Time> {
        self.end(self.first)
    }

    /// The number that was meant by its last 24 bits: the nearest to those
    /// that are under way.
    pub fn whole_number(&self, number: u64) -> u64 {
        let ahead = number.wrapping_sub(self.first) & 0xff_ffff;
        let behind = if ahead < 0x80_0000 { 0 } else { 0x100_0000 };
        (self.first + ahead).saturating_sub(behind)
    }

    /// Ends one by its number, and says since when it counts. None: it doesn't wait.
    pub fn end(&mut self, n: u64) -> Option<Time> {
        let i = usize::try_from(n.checked_sub(self.first)?).ok()?;
        let asked = self.asked.get_mut(i)?.take()?;
        self.open -= 1;
        while let Some(None) = self.asked.front() {
            self.asked.pop_front();
            self.first += 1;
        }
        Some(asked.since)
    }

    /// Gives all of them up, and says how many.
    pub fn give_up(&mut self) -> usize {
        self.first = self.next();
        self.asked.clear();
        std::mem::take(&mut self.open)
    }
}
