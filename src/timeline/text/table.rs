//! Lines in columns, as plain text.

use std::ops::Range;

/// Columns as wide as what stands in them; figures to the right.
pub struct Table {
    lines: Vec<Vec<String>>,
    /// Which columns hold figures.
    figures: Range<usize>,
}

impl Table {
    pub fn new(heads: &[&str], figures: Range<usize>) -> Self {
        let heads = heads.iter().map(|head| head.to_string()).collect();
        Self { lines: vec![heads], figures }
    }

    pub fn line(&mut self, line: Vec<String>) {
        self.lines.push(line);
    }

    /// Nothing, where there are no lines but the heads. What is too wide goes
    /// on in the next line.
    pub fn text(&self, width: usize) -> String {
        if self.lines.len() < 2 {
            return String::new();
        }
        let columns = self.lines.first().map_or(0, Vec::len);
        let wide = |column: usize| {
            let cells = self.lines.iter().filter_map(|line| line.get(column));
            cells.map(|cell| seen(cell)).max().unwrap_or_default()
        };
        let widths: Vec<usize> = (0..columns).map(wide).collect();
        let indent = widths.first().map_or(0, |wide| wide + 2);
        let mut text = String::new();
        for line in &self.lines {
            let mut row = String::new();
            for (n, (cell, wide)) in line.iter().zip(&widths).enumerate() {
                let pad = " ".repeat(wide - seen(cell));
                if *wide == 0 {
                    continue;
                }
                // Nobody looks for the right edge of the last column.
                let its = if n + 1 == columns { seen(cell) } else { *wide };
                if seen(&row) > indent && seen(&row) + its > width {
                    text.push_str(row.trim_end());
                    text.push('\n');
                    row = " ".repeat(indent);
                }
                match self.figures.contains(&n) {
                    true => row.extend([&pad, cell.as_str()]),
                    false => row.extend([cell.as_str(), &pad]),
                }
                row.push_str("  ");
            }
            text.push_str(&cut(row.trim_end(), width));
            text.push('\n');
        }
        text
    }
}

/// Columns without what sets the colour.
fn seen(cell: &str) -> usize {
    let mut escape = false;
    let shown = cell.chars().filter(|c| {
        let hidden = escape || *c == '\x1b';
        escape = hidden && *c != 'm';
        !hidden
    });
    shown.count()
}

/// A line of at most that many columns; what is missing is marked.
fn cut(line: &str, width: usize) -> String {
    let over = seen(line).saturating_sub(width);
    if over == 0 {
        return line.into();
    }
    let kept = line.chars().count() - over - 1;
    line.chars().take(kept).chain(['…']).collect()
}
