//! A part of a recording's time.

/// What is drawn of a recording: nanoseconds, as in `Entry::ns`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub from: u64,
    pub to: u64,
}

impl Window {
    pub const ALL: Self = Self { from: 0, to: u64::MAX };

    /// What of that time is inside; None where nothing is.
    pub fn clip(self, from: u64, to: u64) -> Option<(u64, u64)> {
        let inside = from <= to && from <= self.to && to >= self.from;
        inside.then(|| (from.max(self.from), to.min(self.to)))
    }
}
