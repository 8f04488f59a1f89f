//! One terminal of a lesson: a block is typed there, and what it shows is
//! waited for.

use crate::desk::Desk;
use crate::page::Block;
use echostage::lesson::pattern::are_lines;
use echostage::lesson::{Line, SHELL};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Where a terminal rests, and its next block begins.
const PROMPTS: [&str; 5] = ["$", ">", "telnet>", "(gdb)", ""];

/// After so long nothing more comes.
pub const QUIET: Duration = Duration::from_millis(800);

/// The same where the terminal rests at a prompt, and a line of the page has
/// not come: a debugger, or a job in the background, may be at work.
const SETTLED: Duration = Duration::from_secs(3);

#[derive(Clone, Copy, PartialEq)]
pub enum Manner {
    /// So long what should come may take; so long a program has to answer a
    /// line where the page shows no answer.
    Strict { patience: Duration, hush: Duration },
    /// Whatever comes is right, when nothing more comes. So long a command may
    /// be silent.
    Blessing(Duration),
}

pub struct Terminal<'a> {
    pub desk: &'a Desk,
    pub name: &'a str,
    /// So many of its lines are past.
    pub from: usize,
    /// Its program draws the whole screen anew.
    pub whole: bool,
    pub manner: Manner,
}

impl Terminal<'_> {
    pub fn plays(
        &self,
        block: &Block,
    ) -> Result<Vec<String>, (usize, Vec<String>)> {
        let lines: Vec<Line> =
            block.lines.iter().map(|l| Line::of(l)).collect();
        if block.is_screen() {
            return self.redraws(&lines);
        }
        let shown: Vec<String> = lines.iter().map(Line::shown).collect();
        let shown: Vec<&str> = shown.iter().map(String::as_str).collect();
        for (at, line) in lines.iter().enumerate() {
            if let Some(typed) = &line.typed {
                let before = self.wait(&shown[..at], &line.printed);
                before.map_err(|seen| (at, seen))?;
                if line.printed != SHELL {
                    self.starts();
                }
                self.desk.enter(self.name, typed);
            }
        }
        let last = lines.len().saturating_sub(1);
        let seen = self.wait(&shown, "").map_err(|seen| (last, seen))?;
        let Some(line) = lines.last() else { return Ok(seen) };
        match self.manner {
            Manner::Blessing(_) if line.typed.is_some() => {
                // What it answers may not stand on the page yet.
                let more = self.stays(&seen, QUIET).err();
                Ok(more.map_or(seen, |_| self.settles()))
            }
            Manner::Strict { hush, .. } if asks(line) => {
                let stays = self.stays(&seen, hush);
                stays.map(|()| seen).map_err(|more| (last, more))
            }
            _ => Ok(seen),
        }
    }

    /// The page shows no answer here: none must come.
    fn stays(
        &self,
        before: &[String],
        hush: Duration,
    ) -> Result<(), Vec<String>> {
        let begun = Instant::now();
        while begun.elapsed() < hush {
            let seen = self.now();
            let more = seen.get(before.len()..).unwrap_or_default();
            if more.iter().any(|line| !PROMPTS.contains(&&**line)) {
                return Err(seen);
            }
            sleep(Duration::from_millis(15));
        }
        Ok(())
    }

    /// All that comes, whatever it is.
    fn settles(&self) -> Vec<String> {
        self.wait(&[], "").unwrap_or_else(|seen| seen)
    }

    /// What is typed for a program must not come while its shell starts it.
    fn starts(&self) {
        let begun = Instant::now();
        while !self.desk.runs(self.name) && begun.elapsed() < QUIET {
            sleep(Duration::from_millis(15));
        }
    }

    /// What is there to compare with the block.
    fn now(&self) -> Vec<String> {
        if self.whole {
            return self.desk.screen(self.name);
        }
        let mut seen = self.desk.seen(self.name);
        seen.drain(..self.from.min(seen.len()));
        seen
    }

    /// What it shows behind its last block.
    pub fn left_out(&self) -> Vec<String> {
        let mut seen = self.now();
        seen.retain(|line| !PROMPTS.contains(&&**line));
        seen
    }

    /// How many lines it has had; the prompt is no line of its own.
    pub fn lines(&self) -> usize {
        let seen = self.desk.seen(self.name);
        let rests = seen.last().is_some_and(|l| PROMPTS.contains(&&**l));
        seen.len() - usize::from(rests)
    }

    /// Types the lines that are to be typed, and waits for the screen.
    fn redraws(
        &self,
        lines: &[Line],
    ) -> Result<Vec<String>, (usize, Vec<String>)> {
        let typed = lines.iter().take_while(|line| line.typed.is_some());
        let (typed, drawn) = lines.split_at(typed.count());
        for (at, line) in typed.iter().enumerate() {
            let ready = self.wait(&["..."], &line.printed);
            ready.map_err(|seen| (at, seen))?;
            self.desk.enter(self.name, line.typed.as_deref().unwrap());
        }
        let drawn: Vec<String> = drawn.iter().map(Line::shown).collect();
        let drawn: Vec<&str> = drawn.iter().map(String::as_str).collect();
        let last = lines.len().saturating_sub(1);
        let seen = self.wait(&drawn, "").map_err(|seen| (last, seen))?;
        Ok(typed.iter().map(Line::shown).chain(seen).collect())
    }

    /// Waits until these lines are there, and behind them this prompt or
    /// nothing.
    fn wait(
        &self,
        shown: &[&str],
        prompt: &str,
    ) -> Result<Vec<String>, Vec<String>> {
        let (begun, mut quiet) = (Instant::now(), Instant::now());
        let mut last = Vec::new();
        loop {
            let mut seen = self.now();
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
            // More may be on its way when any lines are right at the end.
            let ends = shown.last() != Some(&"...") || quiet.elapsed() > QUIET;
            let there = rests || prompt.is_empty() && !self.whole && ends;
            if there && are_lines(shown, &lines) {
                return Ok(seen);
            }
            match self.manner {
                Manner::Strict { patience, .. }
                    if begun.elapsed() > patience =>
                {
                    return Err(last); // with the prompt, if it has come
                }
                Manner::Blessing(_) if rests && quiet.elapsed() > SETTLED => {
                    return Ok(seen);
                }
                // What has come is right, and the rest did not come.
                Manner::Blessing(most) if quiet.elapsed() > most => {
                    let mut parts = (0..shown.len()).map(|n| &shown[..n]);
                    let silent = parts.any(|part| are_lines(part, &lines));
                    return if silent { Err(seen) } else { Ok(seen) };
                }
                _ => (),
            }
            sleep(Duration::from_millis(15));
        }
    }
}

/// A line for a program, and no key.
fn asks(line: &Line) -> bool {
    let typed = line.typed.as_ref();
    line.printed != SHELL && typed.is_some_and(|t| !t.starts_with("Ctrl-"))
}
