//! Who is better than whom in a row, where the figures can tell.

use super::noise::{exceeds, quartiles};
use super::result::{Better, Cell, Contestant, Kind, Row, Verdict};

/// Gives each cell that has a value, and no verdict yet, its place: one more
/// than there are others that are clearly better (see `noise::exceeds`). So
/// those that the noise could have put in another order share a place, and
/// where several share the first, each is `Same`: ≈, and no rank.
pub fn decide(row: &mut Row, contestants: &[Contestant]) {
    for (cell, who) in row.cells.iter_mut().zip(contestants) {
        settle(cell);
        if who.kind == Kind::Baseline && cell.verdict == Verdict::Open {
            cell.verdict = Verdict::Baseline;
        }
    }
    let better = |one: &Cell, other: &Cell| match row.better {
        Better::Higher => exceeds(&one.rounds, &other.rounds),
        Better::Lower => exceeds(&other.rounds, &one.rounds),
    };
    let racing = |cell: &&Cell| cell.verdict == Verdict::Open;
    let racers: Vec<&Cell> = row.cells.iter().filter(racing).collect();
    let above: Vec<usize> = racers
        .iter()
        .map(|cell| racers.iter().filter(|other| better(other, cell)).count())
        .collect();
    let leaders = above.iter().filter(|above| **above == 0).count();
    let mut above = above.into_iter();
    for cell in &mut row.cells {
        if cell.verdict != Verdict::Open {
            continue;
        }
        cell.verdict = match above.next().unwrap_or(0) {
            0 if leaders > 1 => Verdict::Same,
            0 => Verdict::Best,
            above => Verdict::Ranked(above + 1),
        };
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
