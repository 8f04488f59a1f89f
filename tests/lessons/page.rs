//! A lesson taken apart: the blocks of its page, with their line numbers.

pub use echostage::lesson::Block;
use echostage::lesson::blocks;
use std::fs;
use std::path::PathBuf;

pub struct Page {
    pub path: PathBuf,
    pub lines: Vec<String>,
    pub blocks: Vec<Block>,
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
        let blocks = blocks(&lines);
        let page = Self { path, lines, blocks };
        if let Some(last) = page.blocks.last() {
            let end = page.lines.get(last.first + last.lines.len());
            let place = page.place(last.first - 1);
            assert!(end.is_some(), "{place}: a fence is open");
        }
        page
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
