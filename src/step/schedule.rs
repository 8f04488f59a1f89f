//! A schedule: who was let go before what, a step a line (`worker-2 write`).
//! Empty lines and those that begin with `#` say nothing.

use crate::trace::{Call, Label, escape};
use std::fmt;

/// How the first line of a schedule begins that we have written.
pub const MARK: &str = "# echostage schedule";

/// So many steps a schedule may have.
const MOST: usize = 100_000;

/// A thread is let go before a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    pub thread: Label,
    pub point: Call,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} {}", self.thread, self.point)
    }
}

/// A line that is no step: which, and why.
#[derive(Debug, PartialEq, Eq)]
pub struct Damage {
    pub line: usize,
    pub why: String,
}

/// The names of all of them.
pub fn points() -> String {
    Call::ALL.map(Call::word).join(", ")
}

/// A thread's label, if the word can be one.
fn thread(word: &str) -> Option<Label> {
    let fits = (1..=15).contains(&word.len());
    let plain = word.bytes().all(|byte| byte.is_ascii_graphic());
    (fits && plain).then(|| Label::new(word))
}

/// The steps of a schedule, each with the number of its line.
pub fn parse(text: &str) -> Result<Vec<(usize, Step)>, Damage> {
    let mut steps = Vec::new();
    for (line, text) in (1..).zip(text.lines()) {
        let text = text.trim();
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        let step = step(text).map_err(|why| Damage { line, why })?;
        steps.push((line, step));
        if steps.len() > MOST {
            let why = format!("more than {MOST} steps");
            return Err(Damage { line, why });
        }
    }
    Ok(steps)
}

fn step(text: &str) -> Result<Step, String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let shown = escape(text.as_bytes(), 60);
    let [name, call] = words[..] else {
        return Err(format!(
            "{shown:?} is not a thread and a point, as in worker-2 write"
        ));
    };
    let thread =
        thread(name).ok_or_else(|| format!("no thread is called {shown:?}"))?;
    let point = Call::named(call).ok_or_else(|| {
        format!("{shown:?} names no point; points are {}", points())
    })?;
    Ok(Step { thread, point })
}
