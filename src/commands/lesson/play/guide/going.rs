//! On and back: a step is done when its terminal is ready for it.

use super::shown::room;
use super::{Guide, PATIENCE};
use crate::lesson::Act;
use std::io;
use std::time::Instant;

impl Guide<'_> {
    pub fn forward(&mut self) -> io::Result<bool> {
        let room = room();
        if self.from + room < self.lines().len() {
            self.from += room;
            return Ok(true);
        }
        match self.act() {
            None => return Ok(false),
            Some(Act::Type { .. }) if self.at == self.done => {
                match self.waits {
                    Some(_) => self.enter()?,
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
        if self.from > 0 {
            self.from = self.from.saturating_sub(room());
        } else if self.at > 0 {
            self.waits = None;
            self.go(self.at - 1);
        }
    }

    fn go(&mut self, at: usize) {
        (self.at, self.from) = (at, 0);
        self.done = self.done.max(at);
        self.arrange();
    }

    /// Types it if its terminal is ready, or will not be.
    pub fn try_typing(&mut self) -> io::Result<bool> {
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
        if let Some(Act::Type { terminal, line, .. }) = self.act() {
            let typed = line.typed.as_deref().unwrap_or_default();
            self.desk.enter(terminal, typed)?;
        }
        self.go(self.at + 1);
        Ok(())
    }
}
