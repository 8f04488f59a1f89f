//! All in one view, as chapter 30 of Unix Network Programming has it: designs
//! as lines, scenarios as columns, and a sign where it needs one.

use super::grid::{Column, Ink, Manner, Text, bold, grids, wrapped};
use super::scenarios;
use crate::compare::shown::{SIGNS, figures, sign};
use crate::compare::{Cell, Comparison, Row, Unit, Verdict};
use crate::trace::escape;

pub fn short(found: &Comparison, (width, ink): (usize, Ink)) -> String {
    let mut text = format!("{}\n", bold("ALL IN ONE VIEW", ink));
    let first = scenarios(&found.rows).filter_map(|rows| rows.first());
    let columns = first.map(|row| vec![column(row)]);
    text += &grids(&Column::names(found), columns, (width, ink));
    text + &wrapped(&format!("{FIRST}{SIGNS}"), width)
}

const FIRST: &str = "The first figure of each scenario.\n";

/// A figure of each; the unit that fits the smallest stands at the top.
fn column(row: &Row) -> Column {
    let values = row.cells.iter().filter_map(|cell| cell.value);
    let (unit, scale) = unit(row.unit, values.filter(|value| *value > 0.0));
    let cells = row.cells.iter().map(|cell| {
        let manner = match cell.verdict {
            Verdict::Best => Manner::Bold,
            Verdict::Baseline => Manner::Dim,
            _ => Manner::Plain,
        };
        Text { text: cell_text(cell, scale), manner }
    });
    let head = match unit {
        "" => row.scenario.into(),
        unit => format!("{}\n{unit}", row.scenario),
    };
    Column::right(&head, cells.collect()).close()
}

fn cell_text(cell: &Cell, scale: f64) -> String {
    let sign = sign(cell);
    match (&cell.verdict, &cell.text, cell.value) {
        (Verdict::NotMeasured(_) | Verdict::Wrong(_), ..) => sign.into(),
        (_, Some(text), _) => {
            // "all served": there is room for a word. One of digits, as in
            // "3 of 6 times", would be taken for the figure; of a whole
            // sentence the first word says nothing.
            let word = text.split_whitespace().next().unwrap_or_default();
            let digits = word.starts_with(|c: char| c.is_ascii_digit());
            match digits || text.len() > "all served".len() {
                true if sign.is_empty() => "-".into(),
                true => sign.into(),
                false => format!("{sign}{}", escape(word.as_bytes(), 12)),
            }
        }
        (_, _, Some(value)) => format!("{sign}{}", figures(value / scale)),
        (_, None, None) => "-".into(),
    }
}

/// The unit that fits the smallest figure, unless the largest would be too
/// long in it; and what it stands for.
fn unit(
    unit: Unit,
    values: impl Iterator<Item = f64> + Clone,
) -> (&'static str, f64) {
    let least = values.clone().fold(f64::INFINITY, f64::min);
    let most = values.fold(0.0, f64::max);
    let units: &[(&str, f64)] = match unit {
        Unit::Seconds => &[("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)],
        Unit::PerSecond => &[("k/s", 1e3), ("/s", 1.0)],
        Unit::Bytes => &[("MiB", 1024.0 * 1024.0), ("KiB", 1024.0), ("B", 1.0)],
        Unit::BytesPerSecond => &[("MB/s", 1e6), ("kB/s", 1e3), ("B/s", 1.0)],
        Unit::Clients | Unit::Count => &[("", 1.0)],
    };
    let long = |size: f64| most / size >= 10_000.0;
    let fits = units.iter().rev().find(|(_, size)| !long(*size));
    let small = units.iter().find(|(_, size)| *size <= least);
    match (small, fits) {
        (Some(unit), _) if !long(unit.1) => *unit,
        (_, Some(unit)) => *unit,
        _ => units.first().copied().unwrap_or(("", 1.0)),
    }
}
