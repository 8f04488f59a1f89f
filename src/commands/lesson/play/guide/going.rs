//! On and back: a step is done when its terminal is ready for it.

use super::{Guide, PATIENCE};
use crate::lesson::Act;
use std::io;
use std::time::Instant;

impl Guide<'_> {
    pub fn forward(&mut self) -> io::Result<bool> {
        let room = self.room();
        self.missed = None;
        if self.from + room < self.lines().len() {
            self.from += room;
            return Ok(true);
        }
        match self.act() {
            None => return Ok(false),
            Some(Act::Type { .. }) if self.at == self.done => {
                match self.waits {
                    Some(_) => {
                        self.awaited.clear();
                        self.enter()?;
                    }
                    None => {
                        self.waits = Some(Instant::now());
                        self.try_typing()?;
                    }
                }
            }
            Some(_) => self.go(self.at + 1),
        }
        Ok(true)
    }

    pub fn back(&mut self) {
        self.missed = None;
        if self.from > 0 {
            self.from = self.from.saturating_sub(self.room());
        } else if self.at > 0 {
            self.waits = None;
            self.go(self.at - 1);
        }
    }

    fn go(&mut self, at: usize) {
        (self.at, self.from) = (at, 0);
        if at > self.done
            && let Some(step) = self.steps.get(at)
            && let Act::Look { terminal } = step.act
        {
            self.awaited.add(terminal, step.shows);
        }
        self.done = self.done.max(at);
        self.arrange();
    }

    /// Types it if its terminal is ready, or will not be.
    pub fn try_typing(&mut self) -> io::Result<bool> {
        if self.misses()? || !self.awaited.is_empty() {
            self.waits = self.waits.map(|_| Instant::now());
            return Ok(false);
        }
        let Some(Act::Type { terminal, line, until }) = self.act() else {
            self.waits = None;
            return Ok(true);
        };
        let long = self.waits.is_some_and(|since| since.elapsed() > PATIENCE);
        // A command typed into a program that still runs would be lost: that
        // is for the person to decide.
        let ready = self.desk.is_ready(terminal, line)?
            || long && line.printed.is_empty();
        let ready = ready && (long || until.is_none_or(|f| self.desk.holds(f)));
        if ready {
            self.enter()?;
        }
        Ok(ready)
    }

    fn enter(&mut self) -> io::Result<()> {
        self.waits = None;
        if let Some(step) = self.steps.get(self.at)
            && let Act::Type { terminal, line, .. } = &step.act
        {
            // A shell waits for a command: what it shows is past.
            if step.shows.first().is_some_and(|l| *l == line.shown()) {
                let lines = self.desk.seen(terminal)?.len();
                self.awaited.forget(terminal, lines.saturating_sub(1));
            }
            let typed = line.typed.as_deref().unwrap_or_default();
            self.desk.enter(terminal, typed)?;
            self.awaited.add(terminal, step.shows);
        }
        self.go(self.at + 1);
        Ok(())
    }

    /// Whether something that was awaited has not come: now it is told.
    pub fn misses(&mut self) -> io::Result<bool> {
        let Some(line) = self.awaited.look(|name| self.desk.seen(name))? else {
            return Ok(false);
        };
        (self.missed, self.waits) = (Some(line), None);
        self.arrange();
        Ok(true)
    }
}
