//! A lesson as a person plays it: read this, type that, look there.

use super::block::Block;
use super::line::Line;
use super::page::{Item, Page};
use std::collections::BTreeSet;
use std::net::SocketAddr;

pub enum Step<'a> {
    /// To be read: prose, code, drawings by hand; and of which part it is.
    Read { part: &'a str, items: Vec<&'a Item> },
    /// To be typed into that terminal, when `until` succeeds in a shell.
    Type { terminal: &'a str, line: Line, until: Option<&'a str> },
    /// What to see is in that terminal.
    Look { terminal: &'a str },
}

pub fn steps(page: &Page) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    for part in &page.parts {
        let mut read: Vec<&Item> = Vec::new();
        let mut items = part.items.iter().peekable();
        while let Some(item) = items.next() {
            let Some((block, terminal)) = console(item) else {
                read.push(item);
                continue;
            };
            if !read.is_empty() {
                let items = std::mem::take(&mut read);
                steps.push(Step::Read { part: &part.title, items });
            }
            let typed = block.typed().enumerate().map(|(nth, line)| {
                let until = block.until().filter(|_| nth == 0);
                Step::Type { terminal, line, until }
            });
            let before = steps.len();
            steps.extend(typed);
            // Whoever types on sees it anyway.
            let goes_on = items.peek().is_some_and(|next| {
                console(next)
                    .is_some_and(|(next, _)| next.typed().next().is_some())
            });
            if steps.len() == before || !goes_on {
                steps.push(Step::Look { terminal });
            }
        }
        if !read.is_empty() {
            steps.push(Step::Read { part: &part.title, items: read });
        }
    }
    steps
}

fn console(item: &Item) -> Option<(&Block, &str)> {
    match item {
        Item::Block(block) => Some((block, block.terminal()?)),
        Item::Prose(_) => None,
    }
}

fn consoles(page: &Page) -> impl Iterator<Item = (&Block, &str)> {
    page.parts.iter().flat_map(|part| &part.items).filter_map(console)
}

/// The terminals of a lesson, in the order in which they are needed.
pub fn terminals(page: &Page) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for (_, name) in consoles(page) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Where its servers listen.
pub fn addresses(page: &Page) -> BTreeSet<SocketAddr> {
    let lines = consoles(page).flat_map(|(block, _)| &block.lines);
    lines
        .filter_map(|line| line.strip_prefix("listening on ")?.parse().ok())
        .collect()
}
