//! Who is better than whom in a row, where the figures can tell.

use super::noise::{exceeds, quartiles};
use super::result::{Contestant, Kind};
use super::row::{Better, Cell, Row, Verdict};
use std::cmp::Ordering;

/// Why the only one in a race has no place.
pub const ALONE: &str = "nobody to compare it with";

/// Gives each cell that has a value, and no verdict yet, its place. By their
/// medians, the first leads a group of all down to the last that the noise
/// could have put before it (see `noise::exceeds`); the next one leads the
/// next group. Who shares the first group is `Same`: ≈, and no rank. Others
/// share a place: one more than stand in the groups before theirs.
pub fn decide(row: &mut Row, contestants: &[Contestant]) {
    for (cell, who) in row.cells.iter_mut().zip(contestants) {
        settle(cell);
        if who.kind == Kind::Baseline && cell.verdict == Verdict::Open {
            cell.verdict = Verdict::Baseline;
        }
    }
    let mut race: Vec<&mut Cell> = row
        .cells
        .iter_mut()
        .filter(|cell| cell.verdict == Verdict::Open)
        .collect();
    let higher = row.better == Better::Higher;
    race.sort_by(|a, b| {
        let order = a.value.partial_cmp(&b.value).unwrap_or(Ordering::Equal);
        if higher { order.reverse() } else { order }
    });
    if let [only] = &mut *race {
        only.verdict = Verdict::Unranked(ALONE.into());
        return;
    }
    let mut above = 0;
    while let [leader, ..] = &race[above..] {
        let alike = |cell: &Cell| {
            let (first, other) = (&leader.rounds, &cell.rounds);
            let better = if higher {
                exceeds(first, other)
            } else {
                exceeds(other, first)
            };
            !better
        };
        let last = race.iter().rposition(|cell| alike(cell));
        let end = last.unwrap_or(above).max(above) + 1;
        let verdict = match above {
            0 if end == 1 => Verdict::Best,
            0 => Verdict::Same,
            above => Verdict::Ranked(above + 1),
        };
        for cell in &mut race[above..end] {
            cell.verdict = verdict.clone();
        }
        above = end;
    }
}

/// The median and the quartiles of a cell's turns; without any it can't race.
fn settle(cell: &mut Cell) {
    if let Some([low, value, high]) = quartiles(&cell.rounds) {
        cell.low = Some(low);
        cell.value = Some(value);
        cell.high = Some(high);
    } else if cell.verdict == Verdict::Open {
        let why = cell.text.clone().unwrap_or_else(|| "not measured".into());
        cell.verdict = Verdict::NotMeasured(why);
    }
}
