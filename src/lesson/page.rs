//! A page taken apart: its title, and parts of prose and blocks.

use super::block::{Block, blocks, comment};

pub struct Page {
    pub title: String,
    /// What stands before the first heading is a part without a title.
    pub parts: Vec<Part>,
}

pub struct Part {
    pub title: String,
    pub items: Vec<Item>,
}

pub enum Item {
    /// Markdown, without what its comments say.
    Prose(String),
    Block(Block),
}

impl Page {
    pub fn of(text: &str) -> Self {
        let lines: Vec<String> = text.lines().map(String::from).collect();
        let mut page = Self { title: String::new(), parts: vec![] };
        let mut part = Part::new("");
        let mut at = 0;
        for block in blocks(&lines) {
            page.add(&mut part, &lines[at..block.first - 1]);
            at = (block.first + block.lines.len() + 1).min(lines.len());
            part.items.push(Item::Block(block));
        }
        page.add(&mut part, &lines[at..]);
        page.parts.push(part);
        page.parts.retain(|part| !part.items.is_empty());
        page
    }

    pub fn part(&self, title: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.title == title)
    }

    /// Lines without a block: prose, and headings.
    fn add(&mut self, part: &mut Part, lines: &[String]) {
        for line in lines.iter().filter(|line| comment(line).is_none()) {
            if let Some(title) = line.strip_prefix("## ") {
                let done = std::mem::replace(part, Part::new(title));
                self.parts.push(done);
            } else if let Some(title) = line.strip_prefix("# ") {
                self.title = title.into();
            } else {
                part.add(line);
            }
        }
        // What stands behind a block is prose of its own.
        part.end();
    }
}

impl Part {
    fn new(title: &str) -> Self {
        Self { title: title.trim().into(), items: vec![] }
    }

    fn add(&mut self, line: &str) {
        let line = &line.replace("[..]", "…"); // as in what terminals show
        match self.items.last_mut() {
            Some(Item::Prose(text)) => {
                text.push('\n');
                text.push_str(line);
            }
            _ if line.trim().is_empty() => (),
            _ => self.items.push(Item::Prose(line.into())),
        }
    }

    fn end(&mut self) {
        if let Some(Item::Prose(text)) = self.items.last_mut() {
            text.truncate(text.trim_end().len());
        }
    }
}
