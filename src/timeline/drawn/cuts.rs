//! Long silences are cut short in a drawing, so that what happens between them
//! has room. No client's wait is hidden by that: each cut says how long it was.

use crate::timeline::Picture;

/// The times in which nothing began or ended, and which are drawn as if they
/// had lasted `short` nanoseconds each.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Cuts {
    pub all: Vec<(u64, u64)>,
    pub short: u64,
}

/// No silence takes more than this part of a drawing.
const PART: u64 = 6;

impl Cuts {
    pub fn of(picture: &Picture) -> Self {
        Self::between(&moments(picture))
    }

    /// Of moments in their order.
    pub fn between(moments: &[u64]) -> Self {
        let gaps = || moments.windows(2).map(|pair| (pair[0], pair[1]));
        let mut lengths: Vec<u64> =
            gaps().map(|(from, to)| to - from).collect();
        lengths.sort_unstable_by(|a, b| b.cmp(a));
        let mut rest: u64 = lengths.iter().sum();
        let mut short = u64::MAX;
        for cut in 0..PART {
            // With `cut` of them cut: each as long as this part of the whole.
            short = rest / (PART - cut);
            let longest = lengths.get(cut as usize).copied();
            if longest.is_none_or(|longest| longest <= short) {
                break;
            }
            rest -= longest.unwrap_or_default();
        }
        // What saves less than half of a silence is not worth a cut.
        let worth = short.saturating_mul(2);
        let cuts = gaps().filter(|(from, to)| to - from > worth).collect();
        Self { all: cuts, short }
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
