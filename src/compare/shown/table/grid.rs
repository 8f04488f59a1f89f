//! Columns and lines that never exceed a width, also in scripts with wide
//! letters; colour where it is wanted. Everything can be told without it.

use crate::compare::Comparison;
use crate::compare::shown::name;
use comfy_table::{
    Attribute, Cell, CellAlignment, ColumnConstraint, ContentArrangement,
    LineStyle, Table, TableStyle, Width, presets::NOTHING,
};

#[derive(Clone, Copy)]
pub struct Ink {
    pub colour: bool,
}

/// What stands in a cell, and how.
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

/// Columns that the longest of our names takes, with what parts it from the
/// next column.
pub const NAME: u16 = 14;

pub struct Column {
    pub head: String,
    pub right: bool,
    pub cells: Vec<Text>,
}

const LINED: TableStyle = TableStyle::new()
    .header_separator(LineStyle::none().fill('─').junction('─'));

impl Column {
    pub fn left(head: &str, cells: Vec<Text>) -> Self {
        Self { head: head.into(), right: false, cells }
    }

    pub fn right(head: &str, cells: Vec<Text>) -> Self {
        Self { head: head.into(), right: true, cells }
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
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    if let Some(names) = table.column_mut(0) {
        let least = Width::Fixed(NAME);
        names.set_constraint(ColumnConstraint::LowerBoundary(least));
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
