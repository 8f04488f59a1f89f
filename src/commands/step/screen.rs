//! One screen: what was told at the top, who is held where below it, and the
//! prompt under that. It is painted as a whole, so that nothing tears it.

use super::block::{Around, block, coloured};
use crate::commands::terminal;
use crate::step::View;
use rustyline::ExternalPrinter;
use std::collections::VecDeque;
use std::io::Write;
use std::mem::take;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
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
    /// The last paint was made.
    closed: bool,
}

impl Told {
    fn lines(&self) -> MutexGuard<'_, Lines> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// False: it is shown no more.
    pub fn add(&self, text: &str) -> bool {
        let mut lines = self.lines();
        for line in text.lines() {
            if lines.kept.len() == KEPT {
                lines.kept.pop_front();
            }
            lines.kept.push_back(line.into());
        }
        !lines.closed
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
    /// Set when the process was stopped and goes on: by then a shell has
    /// written on the screen.
    resumed: Arc<AtomicBool>,
}

impl Screen {
    pub fn new(
        printer: impl ExternalPrinter + Send + 'static,
        told: Told,
        colour: bool,
    ) -> Self {
        let (last, begun) = (String::new(), false);
        let (printer, resumed) = (Box::new(printer), terminal::resumed());
        Self { printer, told, last, begun, colour, resumed }
    }

    /// Paints if anything is new. False: it was the last time. It may block
    /// until the editor takes it: call it on a thread that nobody waits for.
    pub fn paint(&mut self, view: &View, around: &Around) -> bool {
        if !terminal::in_front() {
            self.begun = false;
            return !self.told.lines().ended;
        }
        if self.resumed.swap(false, Relaxed) {
            self.begun = false;
        }
        let told = self.told.clone();
        let mut lines = told.lines();
        let text = self.compose(&lines, view, around);
        let (spoilt, ended) = (take(&mut lines.spoilt), lines.ended);
        if text == self.last && self.begun && !spoilt {
            return true;
        }
        let paint = self.paint_of(text);
        if !ended {
            drop(lines); // the editor may take its time
            return self.printer.print(paint).is_ok();
        }
        // Behind the lock: what is told next comes below.
        lines.closed = true;
        // It was the last time, whether it works or not.
        let _ = self.printer.print(paint);
        false
    }

    /// Paints for the last time, when the editor has left the terminal.
    pub fn leave(mut self, view: &View, around: &Around) {
        let text = self.compose(&self.told.lines(), view, around);
        let paint = self.paint_of(text);
        if terminal::in_front()
            && let Ok(mut screen) = terminal::screen()
        {
            // Nobody sees it: what comes next may be read elsewhere.
            let _ = screen.write_all(paint.as_bytes());
        }
    }

    /// What the screen shows: all but the prompt.
    fn compose(&self, lines: &Lines, view: &View, around: &Around) -> String {
        let (width, height) = terminal::size();
        // An answer may take the room of threads, but not all of it.
        let answer = lines.answer;
        let most = (height * 2 / 3).min(height.saturating_sub(answer + 2));
        let mut rows = block(view, around, width - 1, most.max(5));
        if self.colour {
            for (line, row) in rows.iter_mut().skip(1).zip(&view.rows) {
                *line = coloured(take(line), row.conn);
            }
        }
        let room = height.saturating_sub(rows.len() + 1);
        let skip = lines.kept.len().saturating_sub(room);
        let told = lines.kept.iter().skip(skip);
        let whole: Vec<String> =
            told.chain(&rows).map(|line| format!("{line}\x1b[K")).collect();
        whole.join("\n")
    }

    fn paint_of(&mut self, text: String) -> String {
        let mut paint = String::new();
        if !self.begun {
            // What stands there scrolls away, and can be looked up.
            paint += &"\n".repeat(terminal::size().1);
            self.begun = true;
        }
        // Without line wrap a long line takes one row, however wide its
        // letters are.
        paint += &format!("\x1b[?7l\x1b[H{text}\x1b[J\x1b[?7h\n");
        self.last = text;
        paint
    }
}
