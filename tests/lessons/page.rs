//! A lesson taken apart: the blocks of its page, with their line numbers.

use std::fs;
use std::path::PathBuf;

pub struct Page {
    pub path: PathBuf,
    pub lines: Vec<String>,
    pub blocks: Vec<Block>,
}

const COPIES: [&str; 4] = ["code: ", "diff: ", "output: ", "table: "];

/// What stands between two fences.
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
}

pub fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "lessons"].iter().collect()
}

impl Page {
    pub fn read(file: &str) -> Self {
        let path = folder().join(file);
        let text = fs::read_to_string(&path).unwrap_or_else(|e| {
            panic!("{}: {e}", path.display());
        });
        Self::of(path, &text)
    }

    pub fn of(path: PathBuf, text: &str) -> Self {
        let lines: Vec<String> = text.lines().map(String::from).collect();
        let mut blocks = Vec::new();
        let mut open: Option<Block> = None;
        for (at, line) in lines.iter().enumerate() {
            let fence = line.strip_prefix("```");
            match (&mut open, fence) {
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
        assert!(open.is_none(), "{}: a fence is open", path.display());
        Self { path, lines, blocks }
    }

    /// How many lines the block has that begins there.
    pub fn block_len(&self, first: usize) -> usize {
        let mut lines = self.lines[first..].iter();
        lines.position(|line| line == "```").unwrap_or_default()
    }

    /// As a compiler says where: `lessons/01-….md:12`, counted from 1.
    pub fn place(&self, line: usize) -> String {
        let name = self.path.strip_prefix(folder()).unwrap_or(&self.path);
        format!("lessons/{}:{}", name.display(), line + 1)
    }
}

fn comment(line: &str) -> Option<String> {
    let inner = line.strip_prefix("<!-- ")?.strip_suffix(" -->")?;
    Some(inner.into())
}
