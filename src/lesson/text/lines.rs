//! Text broken into lines of so many columns: between words, in lists and in
//! tables.

use comfy_table::{ContentArrangement, Table, presets::UTF8_HORIZONTAL_ONLY};
use std::iter;
use textwrap::{Options as Wrap, WordSplitter, wrap};

pub struct Lines {
    width: usize,
    lines: Vec<String>,
    /// Of the list items around: how far in.
    items: Vec<String>,
    /// The mark that the next line begins with.
    mark: Option<String>,
}

impl Lines {
    pub fn new(width: usize) -> Self {
        Self { width, lines: vec![], items: vec![], mark: None }
    }

    /// Without the empty ones at the end.
    pub fn all(mut self) -> Vec<String> {
        while self.lines.last().is_some_and(String::is_empty) {
            self.lines.pop();
        }
        self.lines
    }

    /// An item of a list begins with this mark.
    pub fn enter(&mut self, mark: String) {
        self.items.push(" ".repeat(mark.len()));
        self.mark = Some(mark);
    }

    pub fn leave(&mut self) {
        self.items.pop();
    }

    /// An empty line, where there is none yet.
    pub fn blank(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    pub fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let (first, inner) = self.indents();
        let how = Wrap::new(self.width)
            .word_splitter(WordSplitter::NoHyphenation) // --by-event is whole
            .initial_indent(&first)
            .subsequent_indent(&inner);
        let lines = wrap(text, how).into_iter();
        self.lines.extend(lines.map(|line| line.into_owned()));
    }

    /// Lines as they are, below the text of the item around them.
    pub fn code(&mut self, text: &str) {
        let (first, inner) = self.indents();
        let indents = iter::once(&first).chain(iter::repeat(&inner));
        let lines = text.lines().zip(indents);
        let lines = lines.map(|(line, indent)| format!("{indent}    {line}"));
        self.lines.extend(lines.map(|line| line.trim_end().to_string()));
    }

    /// What the next line begins with, and those after it.
    fn indents(&mut self) -> (String, String) {
        let inner = self.items.concat();
        let first = match self.mark.take() {
            Some(mark) => {
                let outer = inner.len().saturating_sub(mark.len());
                format!("{}{mark}", &inner[..outer])
            }
            None => inner.clone(),
        };
        (first, inner)
    }

    /// The first row is the heading.
    pub fn table(&mut self, rows: Vec<Vec<String>>) {
        let mut rows = rows.into_iter();
        let mut table = Table::new();
        table.load_style(UTF8_HORIZONTAL_ONLY);
        table.set_content_arrangement(ContentArrangement::Dynamic);
        let width = u16::try_from(self.width).unwrap_or(u16::MAX);
        table.force_no_tty().set_width(width);
        table.set_header(rows.next().unwrap_or_default());
        table.add_rows(rows);
        let lines = table.lines().map(|line| line.trim_end().to_string());
        self.lines.extend(lines);
        self.blank();
    }
}
