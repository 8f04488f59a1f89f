//! One screen: what was told at the top, who is held where below it, and the
//! prompt under that. It is painted as a whole, so that nothing tears it.

use super::block::{Around, block, coloured};
use crate::commands::terminal;
use crate::step::View;
use rustyline::ExternalPrinter;
use std::collections::VecDeque;
use std::mem::take;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Lines that may be shown again.
const KEPT: usize = 200;

/// Lines of the log, and answers, on their way to the screen.
#[derive(Clone, Default)]
pub struct Told(Arc<Mutex<Lines>>);

#[derive(Default)]
struct Lines {
    kept: VecDeque<String>,
    /// How many of them answer the last order.
    answer: usize,
    /// The editor has left its line: the screen is not as it was painted.
    spoilt: bool,
    ended: bool,
}

impl Told {
    fn lines(&self) -> MutexGuard<'_, Lines> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn add(&self, text: &str) {
        let mut lines = self.lines();
        for line in text.lines() {
            if lines.kept.len() == KEPT {
                lines.kept.pop_front();
            }
            lines.kept.push_back(line.into());
        }
    }

    /// All of it, where there is no screen.
    pub fn take(&self) -> String {
        let kept = take(&mut self.lines().kept);
        kept.into_iter().map(|line| line + "\n").collect()
    }

    /// The answer to an order that was typed; it may be empty. The next paint
    /// is needed, whatever it shows.
    pub fn answer(&self, text: &str) {
        self.add(text);
        let mut lines = self.lines();
        (lines.answer, lines.spoilt) = (text.lines().count(), true);
    }

    /// The next paint is the last one.
    pub fn end(&self) {
        let mut lines = self.lines();
        (lines.spoilt, lines.ended) = (true, true);
    }
}

/// What the editor's printer shows.
pub struct Screen {
    printer: Box<dyn ExternalPrinter + Send>,
    told: Told,
    last: String,
    begun: bool,
    colour: bool,
}

impl Screen {
    pub fn new(
        printer: impl ExternalPrinter + Send + 'static,
        told: Told,
        colour: bool,
    ) -> Self {
        let (last, begun) = (String::new(), false);
        Self { printer: Box::new(printer), told, last, begun, colour }
    }

    /// Paints if anything is new. False: it was the last time. It may block
    /// until the editor takes it: call it on a thread that nobody waits for.
    pub fn paint(&mut self, view: &View, around: &Around) -> bool {
        if !terminal::in_front() {
            return !self.told.lines().ended;
        }
        let (width, height) = terminal::size();
        // An answer may take the room of threads, but not all of it.
        let answer = self.told.lines().answer;
        let most = (height * 2 / 3).min(height.saturating_sub(answer + 2));
        let mut rows = block(view, around, width - 1, most.max(5));
        if self.colour {
            for (line, row) in rows.iter_mut().skip(1).zip(&view.rows) {
                *line = coloured(take(line), row.conn);
            }
        }
        let mut lines = self.told.lines();
        let (spoilt, ended) = (take(&mut lines.spoilt), lines.ended);
        let room = height.saturating_sub(rows.len() + 1);
        let skip = lines.kept.len().saturating_sub(room);
        let told = lines.kept.iter().skip(skip);
        let whole: Vec<String> =
            told.chain(&rows).map(|line| format!("{line}\x1b[K")).collect();
        let text = whole.join("\n");
        drop(lines);
        if text == self.last && !spoilt {
            return !ended;
        }
        let mut paint = String::new();
        if !self.begun {
            // What stands there scrolls away, and can be looked up.
            paint += &"\n".repeat(height);
            self.begun = true;
        }
        // Without line wrap a long line takes one row, however wide its
        // letters are.
        paint += &format!("\x1b[?7l\x1b[H{text}\x1b[J\x1b[?7h\n");
        self.last = text;
        self.printer.print(paint).is_ok() && !ended
    }
}
