//! A page in a terminal: lines of text, with colours where they are wanted.

mod block;
mod ink;
mod lines;
mod prose;

pub use block::{block, title};
pub use ink::Ink;
pub use prose::prose;

use super::page::{Item, Page};

/// The whole page, in lines of so many columns. What a terminal has shown is
/// as wide as it was there.
pub fn page(page: &Page, width: usize, ink: Ink) -> String {
    let mut lines = vec![ink.heading(&page.title), String::new()];
    for part in &page.parts {
        if !part.title.is_empty() {
            lines.extend([ink.heading(&part.title), String::new()]);
        }
        let all: Vec<&Item> = part.items.iter().collect();
        lines.extend(items(&all, width, ink));
        lines.push(String::new());
    }
    lines.join("\n").trim_end().to_string() + "\n"
}

/// Some of its prose and blocks, an empty line between each two.
pub fn items(items: &[&Item], width: usize, ink: Ink) -> Vec<String> {
    let mut lines = Vec::new();
    for item in items {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(match item {
            Item::Prose(text) => prose(text, width, ink),
            Item::Block(block) => self::block(block, width, ink),
        });
    }
    lines
}
