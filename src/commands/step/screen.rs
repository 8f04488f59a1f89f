//! One screen: what was told at the top, who is held where below it, and the
//! prompt under that. It is painted as a whole, so that nothing tears it.

use super::block::{Around, block, coloured};
use super::told::{Lines, Told};
use crate::commands::terminal;
use crate::step::View;
use rustyline::ExternalPrinter;
use std::mem::take;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

/// What the editor's printer shows.
pub struct Screen {
    printer: Box<dyn ExternalPrinter + Send>,
    told: Told,
    last: String,
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
        let last = String::new();
        let (printer, resumed) = (Box::new(printer), terminal::resumed());
        Self { printer, told, last, colour, resumed }
    }

    /// The same without an editor, for the last paint.
    pub fn parting(&self) -> Parting {
        Parting { told: self.told.clone(), colour: self.colour }
    }

    /// Paints if anything is new. False: it was the last time. It may block
    /// until the editor takes it: call it on a thread that nobody waits for.
    pub fn paint(&mut self, view: &View, around: &Around) -> bool {
        let told = self.told.clone();
        let mut lines = told.lines();
        if lines.closed {
            return false;
        }
        if !terminal::in_front() {
            lines.begun = false;
            return !lines.ended;
        }
        if self.resumed.swap(false, Relaxed) {
            lines.begun = false;
        }
        let text = compose(&lines, self.colour, view, around);
        let (spoilt, ended) = (take(&mut lines.spoilt), lines.ended);
        if text == self.last && lines.begun && !spoilt {
            return true;
        }
        let paint = paint_of(&text, &mut lines);
        self.last = text;
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
}

/// What is left of a screen when the editor has left the terminal.
pub struct Parting {
    told: Told,
    colour: bool,
}

impl Parting {
    /// Paints for the last time, unless that was done.
    pub fn paint(&self, view: &View, around: &Around) {
        let mut lines = self.told.lines();
        if lines.closed {
            return;
        }
        let text = compose(&lines, self.colour, view, around);
        let paint = paint_of(&text, &mut lines);
        lines.closed = true;
        drop(lines); // the terminal may take its time
        if terminal::in_front() {
            terminal::last_words(&paint);
        }
    }
}

/// What the screen shows: all but the prompt.
fn compose(
    lines: &Lines,
    colour: bool,
    view: &View,
    around: &Around,
) -> String {
    let (width, height) = terminal::size();
    // An answer may take the room of threads, but not all of it.
    let answer = lines.answer;
    let most = (height * 2 / 3).min(height.saturating_sub(answer + 2));
    let mut rows = block(view, around, width - 1, most.max(5));
    if colour {
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

fn paint_of(text: &str, lines: &mut Lines) -> String {
    let mut paint = String::new();
    if !lines.begun {
        // What stands there scrolls away, and can be looked up.
        paint += &"\n".repeat(terminal::size().1);
        lines.begun = true;
    }
    // Without line wrap a long line takes one row, however wide its letters
    // are.
    paint += &format!("\x1b[?7l\x1b[H{text}\x1b[J\x1b[?7h\n");
    paint
}
