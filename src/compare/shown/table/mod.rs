//! The comparison on a terminal: a table and a sentence for each scenario,
//! then all of it in short, which is what the last screen shows.

mod grid;
mod scenario;
mod short;
mod took;

pub use grid::{Column, Ink, Text, bold, grid, wrapped};

use super::{about, machine};
use crate::compare::{Comparison, Row};

/// Narrower, nothing could be read.
const LEAST: usize = 60;

/// The whole text. No line is wider than `width` columns (or than 60).
pub fn table(found: &Comparison, width: usize, ink: Ink) -> String {
    let width = width.max(LEAST);
    let mut text = String::new();
    for rows in scenarios(&found.rows) {
        text += &scenario::scenario(found, rows, (width, ink));
        text.push('\n');
    }
    text += &took::took(found, (width, ink));
    text += &short::short(found, (width, ink));
    text.push('\n');
    text += &wrapped(&machine(found), width);
    text += &wrapped(&about(found), width);
    text
}

/// The rows of each scenario, which stand together.
fn scenarios(rows: &[Row]) -> impl Iterator<Item = &[Row]> {
    rows.chunk_by(|one, next| one.scenario == next.scenario)
}
