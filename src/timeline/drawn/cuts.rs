//! Long silences are cut short in a drawing, so that what happens between them
//! has room. Nobody's wait is hidden by that: each cut says how long it was.

use crate::timeline::{By, Picture};

/// The times in which nothing began or ended, and which are drawn as if they
/// had lasted `short` nanoseconds each.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Cuts {
    pub all: Vec<(u64, u64)>,
    pub short: u64,
}

const SECOND: u64 = 1_000_000_000;
/// What is shorter is no silence.
const LONG: u64 = 10 * SECOND;

impl Cuts {
    pub fn of(picture: &Picture, by: By) -> Self {
        match by {
            By::Time => Self::between(&moments(picture)),
            By::Event => Self::default(),
        }
    }

    /// Of moments in their order.
    pub fn between(moments: &[u64]) -> Self {
        let gaps = moments.windows(2).map(|pair| (pair[0], pair[1]));
        let (all, rest): (Vec<_>, Vec<_>) =
            gaps.partition(|(from, to)| to - from >= LONG);
        let rest: u64 = rest.iter().map(|(from, to)| to - from).sum();
        Self { all, short: (rest / 8).clamp(SECOND, LONG / 2) }
    }

    /// How far right `ns` is drawn, as nanoseconds after `from`.
    pub fn place(&self, from: u64, ns: u64) -> u64 {
        let mut place = ns.saturating_sub(from);
        for (start, end) in &self.all {
            let passed = ns.clamp(*start, *end) - start;
            let part = passed as f64 / (end - start) as f64;
            let shown = (part * self.short as f64) as u64;
            place = place.saturating_sub(passed.saturating_sub(shown));
        }
        place
    }
}

/// When something begins or ends, in order, within the picture.
fn moments(picture: &Picture) -> Vec<u64> {
    let mut all = vec![picture.from, picture.to];
    for lane in &picture.lanes {
        for bar in &lane.bars {
            all.extend([bar.from, bar.to.unwrap_or(picture.to)]);
        }
        all.extend(lane.marks.iter().map(|mark| mark.ns));
    }
    all.retain(|ns| (picture.from..=picture.to).contains(ns));
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::{Cuts, SECOND};

    #[test]
    fn what_comes_after_a_silence_keeps_its_distances() {
        let at = [0, 2, 42, 50].map(|seconds| seconds * SECOND);
        let cuts = Cuts::between(&at);
        assert_eq!(cuts.all, [(at[1], at[2])]);
        let places = at.map(|ns| cuts.place(0, ns));
        assert_eq!(places[1], at[1]);
        assert_eq!(places[2], at[1] + cuts.short);
        assert_eq!(places[3] - places[2], 8 * SECOND);
    }
}
