//! A lesson played: what it says is typed, what it shows must come.

use crate::common::{PATIENCE, until};
use crate::copies;
use crate::desk::Desk;
use crate::page::{Block, Page};
use crate::pattern::are_lines;
use crate::terminal::{Manner, Terminal};
use echostage::lesson::Line;
use std::collections::BTreeMap;
use std::time::Duration;

pub fn lesson(file: &str) {
    let page = Page::read(file);
    if std::env::var_os("BLESS").is_some() {
        let page = blessed(copies::bless(&page));
        std::fs::write(&page.path, page.lines.join("\n") + "\n").unwrap();
    } else if let Err(told) =
        copies::check(&page).and_then(|()| play(&page, PATIENCE))
    {
        panic!("{told}");
    }
}

/// Plays the blocks in their order; says what was seen instead, and where.
pub fn play(page: &Page, patience: Duration) -> Result<(), String> {
    let differs = |(block, at, seen): (&Block, usize, Vec<String>)| {
        told(page, block, at, &seen)
    };
    run(page, Manner::Strict(patience)).map(drop).map_err(differs)
}

/// The page with what was seen in place of what was not right.
fn blessed(mut page: Page) -> Page {
    // In this manner whatever comes is right.
    let seen = run(&page, Manner::Blessing).unwrap_or_else(|_| Vec::new());
    for (block, seen) in seen.into_iter().rev() {
        let old = block..block + page.block_len(block);
        let lines = page.lines[old.clone()].iter();
        let shown: Vec<_> = lines.map(|l| Line::of(l).shown()).collect();
        let shown: Vec<&str> = shown.iter().map(String::as_str).collect();
        let now: Vec<&str> = seen.iter().map(String::as_str).collect();
        if are_lines(&shown, &now) {
            continue;
        }
        let new = copies::blessed(&page.lines[old.clone()], &seen, |line| {
            let line = Line::of(line);
            line.typed.is_some().then(|| line.shown())
        });
        page.lines.splice(old, new);
    }
    page
}

/// What each block has put on its terminal, and where it begins on the page.
type Seen = Vec<(usize, Vec<String>)>;
/// The line of a block that did not come, and what came.
type Differs<'a> = (&'a Block, usize, Vec<String>);

fn run(page: &Page, manner: Manner) -> Result<Seen, Differs<'_>> {
    let mut desk = Desk::new();
    // How many lines of each terminal have had their block.
    let mut done = BTreeMap::<&str, usize>::new();
    let mut all = Vec::new();
    for block in &page.blocks {
        let (true, [_, name]) = (block.is_console(), &*block.tag) else {
            continue;
        };
        if let Some(fact) = block.until() {
            until(fact, || desk.holds(fact).then_some(()));
        }
        desk.open(name);
        let from = done.entry(name).or_default();
        let whole = block.is_screen();
        let terminal =
            Terminal { desk: &desk, name, from: *from, whole, manner };
        let seen = terminal.plays(block);
        let seen = seen.map_err(|(at, seen)| (block, at, seen))?;
        *from = match whole {
            true => terminal.lines(),
            false => *from + seen.len(),
        };
        all.push((block.first, seen));
    }
    Ok(all)
}

fn told(page: &Page, block: &Block, at: usize, seen: &[String]) -> String {
    let until = block.lines.iter().take(at + 1);
    let shown: String = until.map(|l| format!("  - {l}\n")).collect();
    let seen: String = seen.iter().map(|l| format!("  + {l}\n")).collect();
    let (place, name) = (page.place(block.first + at), &block.tag[1]);
    format!(
        "{place}: terminal {name} does not show this.\nThe lesson:\n{shown}\
         The terminal:\n{seen}(BLESS=1 make lessons writes what was seen \
         into the lesson)"
    )
}
