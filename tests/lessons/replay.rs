//! A lesson played: what it says is typed, what it shows must come.

use crate::common::{PATIENCE, until};
use crate::copies;
use crate::desk::Desk;
use crate::page::{Block, Page};
use crate::pattern::are_lines;
use std::collections::BTreeMap;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// What a person types stands after it; before it, what the program prints.
const TYPED: &str = "» ";

/// Where a terminal rests, and its next block begins.
const PROMPTS: [&str; 5] = ["$", ">", "telnet>", "(gdb)", ""];

/// After so long nothing more comes.
const QUIET: Duration = Duration::from_millis(800);

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

/// A line of a block: what is printed, and what is then typed in that line.
struct Line {
    printed: String,
    typed: Option<String>,
}

impl Line {
    fn of(text: &str) -> Self {
        if let Some(typed) = text.strip_prefix("$ ") {
            let typed = Some(typed.into());
            return Self { printed: "$ ".into(), typed };
        }
        match text.split_once(TYPED) {
            Some((printed, typed)) => {
                Self { printed: printed.into(), typed: Some(typed.into()) }
            }
            None => Self { printed: text.into(), typed: None },
        }
    }

    /// What then stands on the screen.
    fn shown(&self) -> String {
        let typed = self.typed.as_deref().unwrap_or_default();
        match typed.strip_prefix("Ctrl-") {
            Some(key) => format!("{}^{key}", self.printed),
            None => format!("{}{typed}", self.printed),
        }
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
        let new = copies::blessed(&page.lines[old.clone()], &seen, |line| {
            let line = Line::of(line);
            line.typed.is_some().then(|| line.shown())
        });
        page.lines.splice(old, new);
    }
    page
}

#[derive(Clone, Copy, PartialEq)]
enum Manner {
    /// So long what should come may take.
    Strict(Duration),
    /// Whatever comes is right, when nothing more comes.
    Blessing,
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
        let [tag, name] = &*block.tag else { continue };
        if tag != "console" {
            continue;
        }
        if let Some(fact) = block.until() {
            until(fact, || desk.holds(fact).then_some(()));
        }
        desk.open(name);
        let from = done.entry(name).or_default();
        let terminal = Terminal { desk: &desk, name, from: *from, manner };
        let seen = terminal.plays(block);
        let seen = seen.map_err(|(at, seen)| (block, at, seen))?;
        *from += seen.len();
        all.push((block.first, seen));
    }
    Ok(all)
}

struct Terminal<'a> {
    desk: &'a Desk,
    name: &'a str,
    /// So many of its lines are past.
    from: usize,
    manner: Manner,
}

impl Terminal<'_> {
    fn plays(
        &self,
        block: &Block,
    ) -> Result<Vec<String>, (usize, Vec<String>)> {
        let lines: Vec<Line> =
            block.lines.iter().map(|l| Line::of(l)).collect();
        let shown: Vec<String> = lines.iter().map(Line::shown).collect();
        let shown: Vec<&str> = shown.iter().map(String::as_str).collect();
        for (at, line) in lines.iter().enumerate() {
            if let Some(typed) = &line.typed {
                let before = self.wait(&shown[..at], &line.printed);
                before.map_err(|seen| (at, seen))?;
                self.desk.enter(self.name, typed);
            }
        }
        let last = lines.len().saturating_sub(1);
        self.wait(&shown, "").map_err(|seen| (last, seen))
    }

    /// Waits until these lines are there, and behind them this prompt or nothing.
    fn wait(
        &self,
        shown: &[&str],
        prompt: &str,
    ) -> Result<Vec<String>, Vec<String>> {
        let (begun, mut quiet) = (Instant::now(), Instant::now());
        let mut last = Vec::new();
        loop {
            let mut seen = self.desk.seen(self.name);
            seen.drain(..self.from.min(seen.len()));
            if seen != last {
                (last, quiet) = (seen.clone(), Instant::now());
            }
            // The prompt is no line of its own: the next block begins with it.
            let prompt = prompt.trim_end();
            let rests = seen.last().is_some_and(|line| match prompt {
                "" => PROMPTS.contains(&&**line),
                prompt => line == prompt,
            });
            if rests {
                seen.pop();
            }
            let lines: Vec<&str> = seen.iter().map(String::as_str).collect();
            let there = rests || prompt.is_empty();
            let settled =
                self.manner == Manner::Blessing && quiet.elapsed() > QUIET;
            if there && are_lines(shown, &lines) || settled {
                return Ok(seen);
            }
            if let Manner::Strict(most) = self.manner
                && begun.elapsed() > most
            {
                return Err(seen);
            }
            sleep(Duration::from_millis(15));
        }
    }
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
