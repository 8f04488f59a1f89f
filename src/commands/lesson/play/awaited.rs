//! What the page shows after what was typed: whether a terminal shows it too.
//! More may stand there: a page is strict in the tests, not in a class.

use crate::lesson::pattern::begins;
use crate::lesson::{Line, SHELL};
use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::time::{Duration, Instant};

/// How long it may take to come.
const PATIENCE: Duration = Duration::from_secs(10);
/// The same of a command that has ended: for what others do meanwhile.
const SOON: Duration = Duration::from_secs(3);

#[derive(Default)]
pub struct Awaited<'a> {
    /// So many lines of a terminal are past.
    past: BTreeMap<&'a str, usize>,
    next: VecDeque<Shown<'a>>,
}

struct Shown<'a> {
    terminal: &'a str,
    lines: &'a [String],
    since: Instant,
}

impl<'a> Awaited<'a> {
    /// From now on these lines are to come.
    pub fn add(&mut self, terminal: &'a str, lines: &'a [String]) {
        if !lines.is_empty() {
            let since = Instant::now();
            self.next.push_back(Shown { terminal, lines, since });
        }
    }

    /// What this terminal shows is older than what comes: so many lines.
    pub fn forget(&mut self, terminal: &'a str, lines: usize) {
        self.past.insert(terminal, lines);
    }

    pub fn is_empty(&self) -> bool {
        self.next.is_empty()
    }

    /// Nobody waits any more.
    pub fn clear(&mut self) {
        self.next.clear();
    }

    /// Looks at what each terminal has shown so far. Returns a line of the
    /// page that has not come in time: the others are not waited for then.
    pub fn look(
        &mut self,
        seen: impl Fn(&str) -> io::Result<Vec<String>>,
    ) -> io::Result<Option<String>> {
        while let Some(Shown { terminal, lines, since }) = self.next.front() {
            let past = self.past.entry(terminal).or_default();
            let seen = seen(terminal)?;
            let seen: Vec<&str> =
                seen.iter().skip(*past).map(String::as_str).collect();
            let shown: Vec<_> = lines.iter().map(|l| shown(l)).collect();
            let all = ["..."].into_iter().chain(shown.iter().map(|l| &**l));
            let all: Vec<&str> = all.collect();
            if let Some(lines) = begins(&all, &seen) {
                *past += lines;
                self.next.pop_front();
                continue;
            }
            // Its shell waits for the next command: nothing more will come.
            let rests = seen.last().is_some_and(|last| *last == SHELL.trim());
            let patience = if rests { SOON } else { PATIENCE };
            if since.elapsed() < patience {
                return Ok(None);
            }
            let here = |n: &usize| begins(&all[..*n], &seen).is_some();
            let missing = (0..all.len()).rev().find(here);
            self.clear();
            return Ok(missing.map(|n| all[n].replace("[..]", "…")));
        }
        Ok(None)
    }
}

/// What is typed stands behind any prompt; a key shows as a sign, or not.
fn shown(line: &str) -> String {
    let line = Line::of(line);
    match &line.typed {
        Some(typed) if typed.starts_with("Ctrl-") => "...".into(),
        Some(typed) if line.printed != SHELL => format!("[..]{typed}"),
        _ => line.shown(),
    }
}
