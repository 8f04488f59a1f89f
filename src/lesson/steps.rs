//! A lesson as a person plays it: read this, type that, look there.

use super::block::Block;
use super::line::Line;
use super::page::{Item, Page};
use crate::net::Transport;
use crate::stage;
use std::collections::BTreeSet;
use std::mem::take;
use std::net::SocketAddr;

pub struct Step<'a> {
    /// The heading above it.
    pub part: &'a str,
    /// To be read first: prose, code, drawings by hand.
    pub items: Vec<&'a Item>,
    pub act: Act<'a>,
    /// What its terminal shows then, as the page says, with what is typed.
    /// Empty: the page does not say.
    pub shows: &'a [String],
}

pub enum Act<'a> {
    Read,
    /// To be typed into that terminal, when `until` succeeds in a shell.
    Type {
        terminal: &'a str,
        line: Line,
        until: Option<&'a str>,
    },
    /// What to see is in that terminal.
    Look {
        terminal: &'a str,
    },
}

pub fn steps(page: &Page) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    for part in &page.parts {
        let mut items: Vec<&Item> = Vec::new();
        let mut rest = part.items.iter().peekable();
        while let Some(item) = rest.next() {
            let Some((block, terminal)) = console(item) else {
                items.push(item);
                continue;
            };
            // Whoever types on sees it anyway.
            let goes_on = rest.peek().is_some_and(|next| {
                console(next).is_some_and(|(next, _)| is_typed(next))
            });
            let looks = !goes_on || !is_typed(block);
            let typed = block.typed().enumerate().map(|(nth, line)| {
                let until = block.until().filter(|_| nth == 0);
                (Act::Type { terminal, line, until }, block.shows(nth))
            });
            let all = if is_typed(block) { &[] } else { block.shows(0) };
            let look = looks.then_some((Act::Look { terminal }, all));
            for (act, shows) in typed.chain(look) {
                let items = take(&mut items);
                steps.push(Step { part: &part.title, items, act, shows });
            }
        }
        if !items.is_empty() {
            let act = Act::Read;
            steps.push(Step { part: &part.title, items, act, shows: &[] });
        }
    }
    steps
}

fn is_typed(block: &Block) -> bool {
    block.typed().next().is_some()
}

fn console(item: &Item) -> Option<(&Block, &str)> {
    match item {
        Item::Block(block) => Some((block, block.terminal()?)),
        Item::Prose(_) => None,
    }
}

pub fn consoles(page: &Page) -> impl Iterator<Item = (&Block, &str)> {
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
pub fn addresses(page: &Page) -> BTreeSet<(SocketAddr, Transport)> {
    consoles(page).flat_map(|(block, _)| listening(block)).collect()
}

/// A server says where; which transport, its command says.
fn listening(block: &Block) -> Vec<(SocketAddr, Transport)> {
    let mut transport = Transport::Tcp;
    let mut all = Vec::new();
    for text in &block.lines {
        if let Some(typed) = Line::of(text).typed {
            transport = transport_of(&typed);
        }
        let told = text.strip_prefix("listening on ");
        let addr = told.and_then(|addr| addr.parse().ok());
        all.extend(addr.map(|addr| (addr, transport)));
    }
    all
}

fn transport_of(command: &str) -> Transport {
    let mut words = command.split_whitespace();
    let name = words.find(|word| *word == "--stage").and(words.next());
    match name.and_then(stage::named) {
        Some(stage) if stage.is_udp() => Transport::Udp,
        _ => Transport::Tcp,
    }
}
