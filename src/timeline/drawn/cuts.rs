//! Long silences are cut short in a drawing, so that what happens between them
//! has room. Nobody's wait is hidden by that: each cut says how long it was.

use crate::timeline::Picture;

/// The times in which nothing began or ended (`Survey::silences`), which are drawn as if they
/// had lasted `short` nanoseconds each.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Cuts {
    pub all: Vec<(u64, u64)>,
    pub short: u64,
}

/// At least so long: a second.
const SHORT: u64 = 1_000_000_000;

impl Cuts {
    pub fn of(picture: &Picture) -> Self {
        Self::between((picture.from, picture.to), &picture.silences)
    }

    /// Of the silences between two times.
    fn between((from, to): (u64, u64), silences: &[(u64, u64)]) -> Self {
        let mut all = silences.to_vec();
        all.retain(|silence| from <= silence.0 && silence.1 <= to);
        all.sort_unstable();
        let cut: u64 = all.iter().map(|(from, to)| to - from).sum();
        let rest = (to - from).saturating_sub(cut);
        Self { all, short: (rest / 8).clamp(SHORT, 5 * SHORT) }
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

#[cfg(test)]
mod tests {
    use super::{Cuts, SHORT as SECOND};

    #[test]
    fn what_comes_after_a_silence_keeps_its_distances() {
        let at = [0, 2, 42, 50].map(|seconds| seconds * SECOND);
        let cuts = Cuts::between((at[0], at[3]), &[(at[1], at[2])]);
        assert_eq!(cuts.all, [(at[1], at[2])]);
        let places = at.map(|ns| cuts.place(0, ns));
        assert_eq!(places[1], at[1]);
        assert_eq!(places[2], at[1] + cuts.short);
        assert_eq!(places[3] - places[2], 8 * SECOND);
    }
}
