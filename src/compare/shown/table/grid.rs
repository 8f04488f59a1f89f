//! Columns and lines that never exceed a width, also in scripts with wide
//! letters; colour where it is wanted. Everything can be told without it.

use crate::compare::Comparison;
use crate::compare::shown::name;
use comfy_table::{
    Attribute, Cell, CellAlignment, ColumnConstraint, ContentArrangement,
    LineStyle, Table, TableStyle, Width, presets::NOTHING,
};
use unicode_width::UnicodeWidthStr;

#[derive(Clone, Copy)]
pub struct Ink {
    pub colour: bool,
}

/// What stands in a cell, and how.
#[derive(Clone)]
pub struct Text {
    pub text: String,
    pub manner: Manner,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    Plain,
    Bold,
    Dim,
}

#[derive(Clone)]
pub struct Column {
    head: String,
    right: bool,
    cells: Vec<Text>,
    /// Blanks between it and the next.
    gap: u16,
}

const LINED: TableStyle =
    TableStyle::new().header_separator(LineStyle::none().fill('─'));

impl Column {
    pub fn left(head: &str, cells: Vec<Text>) -> Self {
        Self { head: head.into(), right: false, cells, gap: 3 }
    }

    pub fn right(head: &str, cells: Vec<Text>) -> Self {
        Self { head: head.into(), right: true, cells, gap: 3 }
    }

    /// Close to the next column.
    pub fn close(self) -> Self {
        Self { gap: 2, ..self }
    }

    /// What it takes without a cell or a word of its head in two lines.
    fn width(&self) -> usize {
        let words = self.head.split_whitespace();
        let cells = self.cells.iter().map(|cell| cell.text.as_str());
        let widest = words.chain(cells).map(UnicodeWidthStr::width).max();
        widest.unwrap_or(0) + usize::from(self.gap)
    }

    /// Who stands in which line.
    pub fn names(found: &Comparison) -> Self {
        let names = found.contestants.iter().map(|c| Text::plain(name(c)));
        Self::left("", names.collect())
    }
}

impl Text {
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), manner: Manner::Plain }
    }

    pub fn dim(text: impl Into<String>) -> Self {
        Self { text: text.into(), manner: Manner::Dim }
    }
}

/// The columns of all parts beside those of `first`; what does not fit goes
/// on below. A part stays whole.
pub fn grids(
    first: &Column,
    parts: impl Iterator<Item = Vec<Column>>,
    (width, ink): (usize, Ink),
) -> String {
    let (mut text, mut line) = (String::new(), vec![first.clone()]);
    for part in parts {
        if line.len() > 1 && across(line.iter().chain(&part)) > width {
            text += &grid(&line, (width, ink));
            line.truncate(1);
        }
        line.extend(part);
    }
    text + &grid(&line, (width, ink))
}

/// What columns take side by side; nothing parts the last from anything.
fn across<'a>(columns: impl Iterator<Item = &'a Column> + Clone) -> usize {
    let last = columns.clone().last().map_or(0, |last| last.gap.into());
    columns.map(Column::width).sum::<usize>() - last
}

/// The columns side by side, each line with its newline.
pub fn grid(columns: &[Column], (width, ink): (usize, Ink)) -> String {
    let mut table = empty(LINED, width, ink);
    let side = |right: bool| match right {
        true => CellAlignment::Right,
        false => CellAlignment::Left,
    };
    table.set_header(columns.iter().map(|column| {
        Cell::new(&column.head).set_alignment(side(column.right))
    }));
    let lines = columns.iter().map(|column| column.cells.len()).max();
    for line in 0..lines.unwrap_or(0) {
        table.add_row(columns.iter().map(|column| {
            let text = column.cells.get(line);
            let cell = Cell::new(text.map_or("", |text| &text.text));
            let cell = cell.set_alignment(side(column.right));
            match text.map(|text| text.manner) {
                Some(Manner::Bold) => cell.add_attribute(Attribute::Bold),
                Some(Manner::Dim) => cell.add_attribute(Attribute::Dim),
                _ => cell,
            }
        }));
    }
    let fits = across(columns.iter()) <= width;
    let last = columns.len().saturating_sub(1);
    for (nth, its) in columns.iter().enumerate() {
        let gap = if nth == last { 0 } else { its.gap };
        let Some(column) = table.column_mut(nth) else { continue };
        column.set_padding((0, gap));
        let least = its.width() - usize::from(its.gap - gap);
        if let (true, Ok(least)) = (fits, u16::try_from(least)) {
            let least = Width::Fixed(least);
            column.set_constraint(ColumnConstraint::LowerBoundary(least));
        }
    }
    table.trim_fmt() + "\n"
}

/// Words in lines of at most `width` columns, each with its newline.
pub fn wrapped(text: &str, width: usize) -> String {
    let mut table = empty(NOTHING, width, Ink { colour: false });
    table.add_row([text]);
    for column in table.column_iter_mut() {
        column.set_padding((0, 0));
    }
    table.trim_fmt() + "\n"
}

/// A text in bold, where there is colour.
pub fn bold(text: &str, ink: Ink) -> String {
    match ink.colour {
        true => format!("\x1b[1m{text}\x1b[0m"),
        false => text.into(),
    }
}

fn empty(style: TableStyle, width: usize, ink: Ink) -> Table {
    let mut table = Table::new();
    table.load_style(style).force_no_tty();
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
    table.style_text_only();
    if ink.colour {
        table.enforce_styling();
    }
    table
}
