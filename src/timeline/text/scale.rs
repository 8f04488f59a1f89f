//! Which time stands in which column: evenly, but long silences are cut short.

use crate::timeline::By;

pub struct Scale {
    pub(super) parts: Vec<Part>,
    pub(super) columns: usize,
    /// What is called 0.
    pub(super) zero: u64,
    pub(super) by: By,
}

/// A time, and the columns that it has.
pub(super) struct Part {
    pub(super) from: u64,
    pub(super) to: u64,
    pub(super) left: usize,
    pub(super) right: usize,
    /// Of a silence.
    pub(super) label: Option<String>,
}

impl Scale {
    /// An even one: `columns` for the time from `from` to `to`. `silences`
    /// come with the longest first.
    pub fn time(
        (zero, from, to): (u64, u64, u64),
        silences: &[(u64, u64)],
        columns: usize,
    ) -> Self {
        let cuts = cuts(to - from, silences, columns);
        let mut parts = Vec::new();
        let mut at = from;
        for (begin, end) in cuts.iter().copied().chain([(to, to)]) {
            if begin > at || parts.is_empty() {
                parts.push(Part::new(at, begin, None));
            }
            if end > begin {
                let label = format!(
                    "… {} s …",
                    (end - begin).saturating_add(500_000_000) / 1_000_000_000
                );
                parts.push(Part::new(begin, end, Some(label)));
            }
            at = end;
        }
        let mut scale = Self { parts, columns, zero, by: By::Time };
        scale.lay_out();
        scale
    }

    /// A column for each event.
    pub fn events(from: u64, to: u64) -> Self {
        let columns = usize::try_from(to - from).unwrap_or(usize::MAX);
        let mut part = Part::new(from, to, None);
        part.right = columns;
        Self { parts: vec![part], columns, zero: 0, by: By::Event }
    }

    pub fn columns(&self) -> usize {
        self.columns
    }

    /// A silence has what its label needs, the others share the rest.
    fn lay_out(&mut self) {
        let fixed: usize = self.parts.iter().map(Part::least).sum();
        let room = self.columns.saturating_sub(fixed) as u128;
        let whole: u128 = self.parts.iter().map(Part::even).sum();
        let (mut left, mut before) = (0, 0);
        for part in &mut self.parts {
            let share = |of: u128| (room * of / whole.max(1)) as usize;
            let wide = share(before + part.even()) - share(before);
            before += part.even();
            part.left = left;
            part.right = left + part.least() + wide;
            left = part.right;
        }
        if let Some(last) = self.parts.last_mut() {
            last.right = self.columns.max(last.left + 1);
        }
    }

    /// The columns that a time touches, each with how much of it: at least 1.
    pub fn touched(
        &self,
        from: u64,
        to: u64,
    ) -> impl Iterator<Item = (usize, u64)> + '_ {
        let parts = self.parts.iter();
        let touched = parts.filter(move |p| from <= p.to && to >= p.from);
        touched.flat_map(move |part| {
            let first = part.column(from.max(part.from));
            let last = part.column(to.min(part.to));
            (first..=last).filter_map(move |column| {
                let (begin, end) = (part.edge(column), part.edge(column + 1));
                let took = to.min(end).saturating_sub(from.max(begin));
                (took > 0 || from == to).then_some((column, took.max(1)))
            })
        })
    }

    /// The column of something that ended then.
    pub fn column_of_end(&self, ns: u64) -> Option<usize> {
        let ns = if self.by == By::Event { ns.checked_sub(1)? } else { ns };
        let mut parts = self.parts.iter();
        // What ends a silence stands behind it.
        let part = parts.rfind(|part| part.from <= ns && ns <= part.to)?;
        Some(part.column(ns))
    }

    /// The columns in which a silence is cut out.
    pub fn cut_edges(&self) -> impl Iterator<Item = usize> + '_ {
        let cuts = self.parts.iter().filter(|part| part.label.is_some());
        cuts.flat_map(|part| [part.left, part.right.saturating_sub(1)])
    }
}

impl Part {
    fn new(from: u64, to: u64, label: Option<String>) -> Self {
        Self { from, to, left: 0, right: 0, label }
    }

    fn least(&self) -> usize {
        self.label.as_ref().map_or(1, |label| label.chars().count())
    }

    pub(super) fn even(&self) -> u128 {
        if self.label.is_some() { 0 } else { (self.to - self.from).into() }
    }

    pub(super) fn column(&self, ns: u64) -> usize {
        let columns = (self.right - self.left) as u128;
        let all = u128::from(self.to - self.from).max(1);
        let at = u128::from(ns.saturating_sub(self.from)) * columns / all;
        self.left + (at as usize).min((self.right - self.left).max(1) - 1)
    }

    /// When a column begins.
    pub(super) fn edge(&self, column: usize) -> u64 {
        let columns = (self.right - self.left).max(1) as u128;
        let all = u128::from(self.to - self.from);
        let at = (column - self.left) as u128;
        self.from + (all * at).div_ceil(columns) as u64
    }
}

/// The silences that are cut, in the order of time: each takes a quarter of
/// what is left, or more.
fn cuts(all: u64, silences: &[(u64, u64)], columns: usize) -> Vec<(u64, u64)> {
    let mut left = all;
    let mut cuts = Vec::new();
    for &(from, to) in silences {
        if cuts.len() < columns / 24 && (to - from) >= left / 4 {
            left -= to - from;
            cuts.push((from, to));
        }
    }
    cuts.sort_unstable();
    cuts
}
