//! What the guide shows: a page of the step's text, and below it the keys.

use super::super::view::{View, When, end, rows, view};
use super::{Guide, LOOK};
use crate::lesson::Act;
use ratatui::crossterm::terminal::size;
use std::io::{self, Write};
use std::mem::replace;
use std::thread::sleep;
use std::time::Instant;

/// Text is easier to read in lines of at most so many columns.
const WIDEST: usize = 80;
const GO_ON: &str = "; Enter goes on";
/// Rows of a terminal that does not say how many it has.
const LEAST: usize = 4;

impl Guide<'_> {
    fn view(&self) -> View {
        let Some(step) = self.steps.get(self.at) else { return end() };
        let when = match () {
            () if self.at < self.done => When::Past,
            () if self.waits.is_some() => When::Waits,
            () => When::Next,
        };
        let mut view = view(step, when, columns(), self.ink);
        if self.at == 0 {
            let missing = self.programs.told(columns(), self.ink);
            view.lines.splice(0..0, missing);
        }
        view.lines.extend(self.programs.told_of(step));
        view
    }

    pub fn lines(&self) -> Vec<String> {
        rows(&self.view().lines, columns())
    }

    /// Room for this step's text, and for its terminal.
    pub fn arrange(&mut self) {
        let rows = self.lines().len() + self.below();
        let terminal = match self.act() {
            Some(Act::Type { terminal, .. } | Act::Look { terminal }) => {
                Some(*terminal)
            }
            _ => None,
        };
        let title = match self.part() {
            "" => self.page.title.clone(),
            part => format!("{}: {part}", self.page.title),
        };
        self.desk.title(&title);
        self.rows = self.desk.arrange(rows, terminal);
        // tmux takes a moment; what is drawn before is drawn twice.
        let begun = Instant::now();
        while self.rows.is_some_and(|rows| own_rows() != rows)
            && begun.elapsed() < 3 * LOOK
        {
            sleep(LOOK / 20);
        }
        let shape = (columns(), self.room());
        if replace(&mut self.shape, shape) != shape {
            self.from = 0; // other rows: the text begins again
        }
    }

    /// Rows below the text: the keys, and what has not come.
    fn below(&self) -> usize {
        1 + usize::from(self.missed.is_some())
    }

    /// Rows for text. A pane that is to be smaller may be so already, before
    /// it tells.
    pub fn room(&self) -> usize {
        let rows = self.rows.map_or(own_rows(), |rows| rows.min(own_rows()));
        rows.saturating_sub(self.below()).max(1)
    }

    pub fn draw(&self) -> io::Result<()> {
        let lines = self.lines();
        let room = self.room();
        let shown = lines.iter().skip(self.from).take(room);
        let mut text = String::from("\x1b[?25l\x1b[H");
        for line in shown.clone() {
            text += &format!("{line}\x1b[0m\x1b[K\r\n");
        }
        for _ in shown.count()..room {
            text += "\x1b[K\r\n";
        }
        if let Some(line) = &self.missed {
            text += &format!("{}\x1b[K\r\n", self.ink.strong(&missed(line)));
        }
        let more = self.from + room < lines.len();
        let hint = match more {
            true => "Enter: more".into(),
            false => self.view().hint,
        };
        let (at, all) = (self.at + 1, self.steps.len() + 1);
        let page = match self.from / room {
            0 => String::new(),
            page => format!(", page {}", page + 1),
        };
        let hint = format!("{hint}   b: back   q: end   {at}/{all}{page}");
        let mut out = io::stdout().lock();
        write!(out, "{text}{}\x1b[J", self.ink.quiet(&hint))?;
        out.flush()
    }
}

/// In one row, with as much of the page's line as has room there.
fn missed(line: &str) -> String {
    let told = "The page shows something else here: ";
    let room = columns().saturating_sub(told.len() + GO_ON.len());
    let line: String = match line.chars().count() > room {
        true => {
            line.chars().take(room.saturating_sub(1)).chain(['…']).collect()
        }
        false => line.into(),
    };
    format!("{told}{line}{GO_ON}")
}

fn columns() -> usize {
    size().map_or(WIDEST, |(columns, _)| columns.into()).min(WIDEST)
}

fn own_rows() -> usize {
    size().map_or(LEAST, |(_, rows)| rows.into())
}
