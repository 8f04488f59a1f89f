//! What stands between two fences of a page, and what the comment before it
//! says: what it is a copy of, or when it may be played.

use super::line::Line;
use super::paper::is_drawn_by;

const COPIES: [&str; 4] = ["code: ", "diff: ", "output: ", "table: "];

pub struct Block {
    /// The words after the opening fence.
    pub tag: Vec<String>,
    /// The comment on the line before it: what it is a copy of.
    pub source: Option<String>,
    /// Where its first line stands, counted from 0.
    pub first: usize,
    pub lines: Vec<String>,
}

impl Block {
    /// It says of what, and must be equal to it.
    pub fn is_copy(&self) -> bool {
        let source = self.source.as_deref().unwrap_or_default();
        COPIES.iter().any(|kind| source.starts_with(kind))
    }

    /// It is typed into a terminal.
    pub fn is_console(&self) -> bool {
        self.tag.first().is_some_and(|tag| tag == "console")
    }

    /// A shell command that succeeds when the next block may be played: what a
    /// person's slowness gives time for, such as a sample of the queue.
    pub fn until(&self) -> Option<&str> {
        Some(self.source.as_deref()?.split_once("until: ")?.1)
    }

    /// It shows the whole screen, of a program that draws it anew; what is
    /// typed stands before it.
    pub fn is_screen(&self) -> bool {
        self.source.as_deref().is_some_and(|s| s.starts_with("screen"))
    }

    /// The terminal that it is typed in; None where nobody types it.
    pub fn terminal(&self) -> Option<&str> {
        match &*self.tag {
            [tag, name] if tag == "console" => Some(name),
            _ => None,
        }
    }

    /// What it shows from that typed line on, counted from 0, to the next one;
    /// the first has what stands before it as well. Nothing where it depends
    /// on how fast a person is: a drawing, or a screen that is drawn anew.
    pub fn shows(&self, nth: usize) -> &[String] {
        let lines = self.lines.iter().enumerate();
        let typed = lines.filter(|(_, l)| Line::of(l).typed.is_some());
        let typed: Vec<usize> = typed.map(|(at, _)| at).collect();
        let end = self.lines.len();
        let place = |nth: usize| typed.get(nth).copied().unwrap_or(end);
        let first = if nth == 0 { 0 } else { place(nth) };
        let lines = &self.lines[first..place(nth + 1)];
        let draws = lines.iter().any(|line| is_drawn_by(line));
        if draws || self.is_screen() { &[] } else { lines }
    }

    pub fn typed(&self) -> impl Iterator<Item = Line> {
        let lines = self.lines.iter().map(|line| Line::of(line));
        lines.filter(|line| line.typed.is_some())
    }
}

/// Every block of a page. One that nobody closes ends with the page.
pub fn blocks(lines: &[String]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (at, line) in lines.iter().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(tag)) => {
                let before = at.checked_sub(1).map(|at| &*lines[at]);
                open = Some(Block {
                    tag: tag.split_whitespace().map(Into::into).collect(),
                    source: before.and_then(comment),
                    first: at + 1,
                    lines: Vec::new(),
                });
            }
            (Some(_), Some("")) => blocks.extend(open.take()),
            (Some(block), _) => block.lines.push(line.clone()),
            (None, None) => (),
        }
    }
    blocks.extend(open);
    blocks
}

/// What a line says that nobody is shown.
pub fn comment(line: &str) -> Option<String> {
    let inner = line.strip_prefix("<!-- ")?.strip_suffix(" -->")?;
    Some(inner.into())
}
