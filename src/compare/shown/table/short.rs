//! All in one view, as chapter 30 of Unix Network Programming has it: designs
//! as lines, what was measured as columns, and a sign where it needs one.

use super::grid::{Column, Ink, Manner, NAME, Text, bold, grid, wrapped};
use crate::compare::shown::{SIGNS, figures, sign};
use crate::compare::{Cell, Comparison, Row, Unit, Verdict};

/// Columns that a figure takes.
const FIGURE: usize = 9;

pub fn short(found: &Comparison, (width, ink): (usize, Ink)) -> String {
    let mut text = format!("{}\n", bold("ALL IN ONE VIEW", ink));
    let fit = (width.saturating_sub(usize::from(NAME)) / FIGURE).max(1);
    for rows in found.rows.chunks(fit) {
        let mut columns = vec![Column::names(found)];
        columns.extend(rows.iter().map(|row| column(found, row)));
        text += &grid(&columns, (width, ink));
    }
    text + &wrapped(SIGNS, width)
}

/// A figure of each; the unit that fits the smallest stands at the top.
fn column(found: &Comparison, row: &Row) -> Column {
    let values = row.cells.iter().filter_map(|cell| cell.value);
    let least = values.filter(|v| *v > 0.0).fold(f64::INFINITY, f64::min);
    let (unit, scale) = unit(row.unit, least);
    let cells = row.cells.iter().map(|cell| {
        let manner = match cell.verdict {
            Verdict::Best => Manner::Bold,
            Verdict::Baseline => Manner::Dim,
            _ => Manner::Plain,
        };
        Text { text: cell_text(cell, scale), manner }
    });
    let same = |other: &&Row| other.scenario == row.scenario;
    let name = match found.rows.iter().filter(same).count() {
        1 => "",
        _ => &row.name,
    };
    let head = [row.scenario, name, unit].into_iter();
    let head: Vec<_> = head.filter(|line| !line.is_empty()).collect();
    Column::right(&head.join("\n"), cells.collect())
}

fn cell_text(cell: &Cell, scale: f64) -> String {
    let sign = sign(cell);
    match (&cell.verdict, &cell.text, cell.value) {
        (Verdict::NotMeasured(_) | Verdict::Wrong(_), ..) => sign.into(),
        (_, Some(text), _) => {
            format!("{sign}{}", crate::trace::escape(text.as_bytes(), 12))
        }
        (_, _, Some(value)) => format!("{sign}{}", figures(value / scale)),
        (_, None, None) => "-".into(),
    }
}

/// The largest unit in which the smallest figure is at least one, and what it
/// stands for.
fn unit(unit: Unit, least: f64) -> (&'static str, f64) {
    let units: &[(&str, f64)] = match unit {
        Unit::Seconds => &[("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)],
        Unit::PerSecond => &[("k/s", 1e3), ("/s", 1.0)],
        Unit::Bytes => &[("MiB", 1024.0 * 1024.0), ("KiB", 1024.0), ("B", 1.0)],
        Unit::BytesPerSecond => &[("MB/s", 1e6), ("kB/s", 1e3), ("B/s", 1.0)],
        Unit::Clients | Unit::Count => &[("", 1.0)],
    };
    let fits = units.iter().find(|(_, size)| *size <= least);
    fits.or(units.last()).copied().unwrap_or(("", 1.0))
}
