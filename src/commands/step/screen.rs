//! One screen: what was told at the top, who is held where below it, and the
//! prompt under that. It is painted as a whole, so that nothing tears it.

use super::block::{Around, block, coloured};
use super::told::{Lines, Told};
use crate::commands::terminal;
use crate::step::View;
use rustyline::ExternalPrinter;
use std::io::Write;
use std::mem::take;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

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
