//! One scenario: what was done, what each contestant did, what it proves.

use super::grid::{Column, Ink, Manner, Text, bold, grids, wrapped};
use crate::compare::shown::{
    amount, middle_half, name, notes, place, seconds, together, value,
};
use crate::compare::{Cell, Comparison, Cost, Row, Verdict};
use crate::trace::escape;

/// From so many columns on, quartiles are shown; and then costs.
const WIDE: usize = 110;
const WIDEST: usize = 150;
/// Characters of a sentence: they hold names from outside.
const LONG: usize = 1000;
const NAME: usize = 100;

pub fn scenario(
    found: &Comparison,
    rows: &[Row],
    (width, ink): (usize, Ink),
) -> String {
    let title = rows.first().map_or("", |row| row.scenario);
    let mut text = format!("{}\n", bold(&title.to_uppercase(), ink));
    text += &once(rows.iter().map(|row| escape(row.work.as_bytes(), LONG)))
        .map(|work| wrapped(&work, width))
        .collect::<String>();
    let costs = if width >= WIDEST { costs(rows) } else { Vec::new() };
    let parts = rows.iter().map(|row| columns(row, width)).chain([costs]);
    text += &grids(&Column::names(found), parts, (width, ink));
    for note in said(found, rows) {
        text += &wrapped(&note, width);
    }
    let sentences =
        rows.iter().map(|row| escape(row.sentence.as_bytes(), LONG));
    for sentence in once(sentences) {
        text += &wrapped(&format!("=> {sentence}"), width);
    }
    text
}

/// Each text once, in order; not those without words.
fn once(texts: impl Iterator<Item = String>) -> impl Iterator<Item = String> {
    let mut said = vec![String::new()];
    texts.filter(move |text| {
        let new = !said.contains(text);
        said.push(text.clone());
        new
    })
}

fn has_ideal(row: &Row) -> bool {
    row.cells.iter().any(|cell| cell.ideal.is_some())
}

fn columns(row: &Row, width: usize) -> Vec<Column> {
    let mut columns = Vec::new();
    let cells = row.cells.iter();
    let figures = cells.clone().map(|cell| figure(row, cell));
    let head = escape(row.name.as_bytes(), NAME);
    columns.push(Column::right(&head, figures.collect()));
    let places = cells.clone().map(|cell| Text::plain(place(cell)));
    columns.push(Column::left("", places.collect()));
    if has_ideal(row) {
        let ideals = cells.clone().map(|cell| ideal(row, cell));
        columns.push(Column::right("ideal", ideals.collect()));
    }
    if width >= WIDE {
        let halves = cells.map(|cell| quartiles(row, cell));
        columns.push(Column::left("middle half", halves.collect()));
    }
    columns
}

fn figure(row: &Row, cell: &Cell) -> Text {
    let manner = match cell.verdict {
        Verdict::Best => Manner::Bold,
        Verdict::NotMeasured(_) | Verdict::Baseline => Manner::Dim,
        _ => Manner::Plain,
    };
    Text { text: value(row, cell), manner }
}

fn ideal(row: &Row, cell: &Cell) -> Text {
    match cell.ideal {
        Some(ideal) => Text::dim(amount(row.unit, ideal)),
        None => Text::plain(""),
    }
}

fn quartiles(row: &Row, cell: &Cell) -> Text {
    Text::dim(middle_half(row, cell).unwrap_or_default())
}

/// Costs grow within a scenario: the last row has them all.
fn costs(rows: &[Row]) -> Vec<Column> {
    let Some(row) = rows.last() else { return Vec::new() };
    let column = |head: &str, write: fn(&Cost) -> String| {
        let cells = row.cells.iter().map(|cell| {
            Text::dim(cell.cost.as_ref().map_or(String::new(), write))
        });
        Column::right(head, cells.collect())
    };
    vec![
        column("CPU", |cost| seconds(cost.user + cost.system)),
        column("threads", |cost| cost.threads.to_string()),
        column("processes", |cost| cost.processes.to_string()),
    ]
}

/// What must be said, and of whom: each thing once.
fn said(found: &Comparison, rows: &[Row]) -> Vec<String> {
    let of = |nth: usize| {
        let cells = rows.iter().filter_map(move |row| row.cells.get(nth));
        once(cells.flat_map(notes)).collect::<Vec<_>>().join("; ")
    };
    let each = found.contestants.iter().enumerate();
    let all = together(each.map(|(nth, who)| (name(who), of(nth))));
    all.iter().map(|(names, note)| format!("{names}: {note}")).collect()
}
