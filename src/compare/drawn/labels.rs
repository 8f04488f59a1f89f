//! The names of the lines, each beside the end of its own.

use super::figure::{Figure, LINES, Line, NAMES, Root, SIZE, TOP, write};
use super::look::{BLACK, FAINT, INK};
use super::marker;
use super::names::spread;
use crate::compare::shown::within;
use plotters::prelude::*;

/// Columns of a name with its note.
const LABEL: usize = 34;

/// Each name beside the end of its line, or as near as there is room.
pub fn labels(
    root: &Root,
    figure: &Figure,
    ends: &[(i32, i32)],
) -> Result<(), Box<dyn std::error::Error>> {
    let wanted: Vec<_> = ends.iter().map(|end| f64::from(end.1)).collect();
    let span = (f64::from(TOP), f64::from(SIZE.1 - 84));
    let left = SIZE.0 - NAMES + 44;
    let spread = spread(&wanted, span, 27.0);
    for ((line, end), y) in figure.lines.iter().zip(ends).zip(spread) {
        let y = y.round() as i32;
        let way = vec![(end.0 + 8, end.1), (left - 12, y)];
        let thin = line.look.colour.mix(0.6).stroke_width(1);
        root.draw(&PathElement::new(way, thin))?;
        marker::draw(root, line.look, (left, y))?;
        let text = label(line);
        let ink = if line.look.colour == BLACK { BLACK } else { INK };
        write(root, &text, (left + 16, y), (18, ink))?;
    }
    if let Some(more) = figure.lines.len().checked_sub(LINES + 1) {
        let text = format!("{} more are not drawn", more + 1);
        write(root, &text, (left, SIZE.1 - 60), (18, FAINT))?;
    }
    Ok(())
}

/// The name, and of the note as many clauses as there is room for.
fn label(line: &Line) -> String {
    let name = within(&line.name, 18);
    let whole = format!("{name} · {}", line.note);
    if line.note.is_empty() {
        name
    } else if within(&whole, LABEL) == whole {
        whole
    } else {
        let first = line.note.split([',', ';']).next().unwrap_or_default();
        within(&format!("{name} · {first}"), LABEL)
    }
}
