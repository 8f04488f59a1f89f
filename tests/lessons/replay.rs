//! A lesson played: what it says is typed, what it shows must come.

use crate::common::{PATIENCE, until};
use crate::copies;
use crate::desk::Desk;
use crate::page::{Block, Page};
use crate::terminal::{Manner, QUIET, Terminal};
use echostage::lesson::Line;
use echostage::lesson::pattern::are_lines;
use std::collections::BTreeMap;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Short, because some lessons have many lines without an answer.
pub const HUSH: Duration = Duration::from_millis(250);

pub fn lesson(file: &str) {
    let page = Page::read(file);
    if std::env::var_os("BLESS").is_some() {
        let page = blessed(copies::bless(&page), PATIENCE);
        let page = page.unwrap_or_else(|told| panic!("{told}"));
        std::fs::write(&page.path, page.lines.join("\n") + "\n").unwrap();
    } else if let Err(told) =
        copies::check(&page).and_then(|()| play(&page, PATIENCE, HUSH))
    {
        panic!("{told}");
    }
}

/// Plays the blocks in their order; says what was seen instead, and where.
pub fn play(
    page: &Page,
    patience: Duration,
    hush: Duration,
) -> Result<(), String> {
    let hint = "(BLESS=1 make lessons writes what was seen into the lesson)";
    let played = run(page, Manner::Strict { patience, hush }).map(drop);
    played.map_err(|differs| told(page, differs, hint))
}

/// The page with what was seen in place of what was not right. A command that
/// is silent for too long is told, and no page comes of it.
pub fn blessed(mut page: Page, patience: Duration) -> Result<Page, String> {
    let hint = "(It is silent; so nothing is written. Show a line that comes.)";
    let seen = run(&page, Manner::Blessing(patience));
    let seen = seen.map_err(|silent| told(&page, silent, hint))?;
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
    Ok(page)
}

/// What each block has put on its terminal, and where it begins on the page.
type Seen = Vec<(usize, Vec<String>)>;
/// The line of a block that did not come, and what came.
type Differs<'a> = (&'a Block, usize, Vec<String>);

fn run(page: &Page, manner: Manner) -> Result<Seen, Differs<'_>> {
    let mut desk = Desk::new();
    // How many lines of each terminal have had their block.
    let mut done = BTreeMap::<&str, usize>::new();
    let mut last = BTreeMap::<&str, &Block>::new();
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
        last.insert(name, block);
        all.push((block.first, seen));
    }
    if let Manner::Strict { .. } = manner {
        nothing_is_left_out(&desk, &done, &last)?;
    }
    Ok(all)
}

/// When all terminals have become quiet, none shows more than its last block,
/// whatever that ended with; but for those that draw whole screens, and where
/// the page says `...`.
fn nothing_is_left_out<'a>(
    desk: &Desk,
    done: &BTreeMap<&str, usize>,
    last: &BTreeMap<&str, &'a Block>,
) -> Result<(), Differs<'a>> {
    let told = last.iter().filter(|(_, block)| {
        !block.is_screen() && block.lines.last().is_none_or(|l| l != "...")
    });
    let told: Vec<_> = told.collect();
    let now = || -> Vec<Vec<String>> {
        let all = told.iter().map(|(name, _)| {
            let (from, whole) = (done[*name], false);
            let manner = Manner::Blessing(PATIENCE);
            Terminal { desk, name, from, whole, manner }.left_out()
        });
        all.collect()
    };
    let (mut seen, mut since) = (now(), Instant::now());
    let begun = Instant::now();
    while since.elapsed() < QUIET && begun.elapsed() < PATIENCE {
        sleep(Duration::from_millis(50));
        let next = now();
        if next != seen {
            (seen, since) = (next, Instant::now());
        }
    }
    let mut all = told.iter().zip(seen);
    match all.find(|(_, seen)| !seen.is_empty()) {
        Some(((_, block), seen)) => Err((block, block.lines.len() - 1, seen)),
        None => Ok(()),
    }
}

fn told(page: &Page, (block, at, seen): Differs, hint: &str) -> String {
    let until = block.lines.iter().take(at + 1);
    let shown: String = until.map(|l| format!("  - {l}\n")).collect();
    let seen: String = seen.iter().map(|l| format!("  + {l}\n")).collect();
    let (place, name) = (page.place(block.first + at), &block.tag[1]);
    format!(
        "{place}: terminal {name} does not show this.\nThe lesson:\n{shown}\
         The terminal:\n{seen}{hint}"
    )
}
