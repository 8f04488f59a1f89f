//! What a client has under way: numbers, and since when each counts.

use std::collections::VecDeque;

/// Nanoseconds since the load's start.
pub type Time = u64;

/// Requests in the order of their numbers, which are consecutive; those that
/// were answered out of turn (UDP) leave a gap.
#[derive(Debug, Default)]
pub struct Flight {
    first: u64,
    since: VecDeque<Option<Time>>,
    open: usize,
}

impl Flight {
    /// How many wait for an answer.
    pub fn open(&self) -> usize {
        self.open
    }

    /// The number of the next request.
    pub fn next(&self) -> u64 {
        self.first + self.since.len() as u64
    }

    /// The number of the oldest one that waits, or of the next.
    pub fn oldest(&self) -> u64 {
        self.first
    }

    pub fn oldest_since(&self) -> Option<Time> {
        self.since.front().copied().flatten()
    }

    pub fn begin(&mut self, since: Time) {
        self.since.push_back(Some(since));
        self.open += 1;
    }

    /// Ends the oldest one.
    pub fn end_oldest(&mut self) -> Option<Time> {
        self.end(self.first)
    }

    /// Ends one by its number, cut off at 24 bits. None: it doesn't wait.
    pub fn end_numbered(&mut self, number: u64) -> Option<Time> {
        let after = number.wrapping_sub(self.first) & 0xff_ffff;
        self.end(self.first + after)
    }

    fn end(&mut self, n: u64) -> Option<Time> {
        let i = usize::try_from(n.checked_sub(self.first)?).ok()?;
        let since = self.since.get_mut(i)?.take()?;
        self.open -= 1;
        while let Some(None) = self.since.front() {
            self.since.pop_front();
            self.first += 1;
        }
        Some(since)
    }

    /// Gives all of them up, and says how many.
    pub fn give_up(&mut self) -> usize {
        self.first = self.next();
        self.since.clear();
        std::mem::take(&mut self.open)
    }
}
