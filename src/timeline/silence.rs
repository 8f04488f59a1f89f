//! When nothing changed for long: no call began or ended, nobody came or went.

#[derive(Default)]
pub struct Silences {
    /// From when until when; neither overlaps another.
    found: Vec<(u64, u64)>,
    /// The first and the last change.
    ends: Option<(u64, u64)>,
}

/// What is shorter is no silence: 10 s, in nanoseconds.
const LEAST: u64 = 10_000_000_000;
/// Of more than these the longest are kept.
const KEPT: usize = 256;

impl Silences {
    /// Something changed then. Mostly in the order of time: what comes late
    /// breaks a silence in two.
    pub fn broken(&mut self, ns: u64) {
        let (first, last) = self.ends.unwrap_or((ns, ns));
        self.ends = Some((first.min(ns), last.max(ns)));
        if ns < first {
            return self.keep(ns, first);
        }
        if ns > last {
            return self.keep(last, ns);
        }
        let inside = |(from, to): &(u64, u64)| *from < ns && ns < *to;
        if let Some(at) = self.found.iter().position(inside) {
            let (from, to) = self.found.swap_remove(at);
            self.keep(from, ns);
            self.keep(ns, to);
        }
    }

    fn keep(&mut self, from: u64, to: u64) {
        if to - from < LEAST {
            return;
        }
        self.found.push((from, to));
        if self.found.len() > KEPT {
            self.found.sort_by_key(|(from, to)| std::cmp::Reverse(to - from));
            self.found.pop();
        }
    }

    /// The longest first.
    pub fn longest_first(mut self) -> Vec<(u64, u64)> {
        self.found.sort_by_key(|(from, to)| std::cmp::Reverse(to - from));
        self.found
    }
}
