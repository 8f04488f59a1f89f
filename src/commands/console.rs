//! The operator's console: who is inside, a word to them, a stop. It reads
//! the terminal only while we are in its foreground: who reads from the
//! background is stopped by SIGTTIN, with all threads.

use super::editor::Editor;
use super::orders::Orders;
use super::terminal::{self, LOOK};
use crate::trace::{self, Printer, What};
use rustyline::ExternalPrinter;
use rustyline::error::ReadlineError;
use std::io::{self, IsTerminal, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

#[derive(Clone)]
pub struct Console {
    pub orders: Orders,
    pub printer: Printer,
}

impl Console {
    /// Opens it if there is a terminal to read and to show.
    pub fn open(self) {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return;
        }
        let console = thread::Builder::new().name("console".into());
        if let Err(e) = console.spawn(move || self.run()) {
            let text = format!("no console: cannot start a thread: {e}");
            trace::emit(0, What::Trouble(text));
        }
    }

    fn run(self) {
        // The editor may panic (a descriptor past `select(2)`'s 1024): that
        // ends the console, not the server.
        let talked = catch_unwind(AssertUnwindSafe(|| self.talk()));
        let talked = talked.unwrap_or(Err(ReadlineError::Eof));
        if let Err(e) = talked {
            let text =
                format!("no console on this terminal ({e}); the server runs");
            trace::emit(0, What::Trouble(text));
        }
        self.printer.set(None);
    }

    fn talk(&self) -> rustyline::Result<()> {
        let modes = terminal::modes()?;
        self.orders.stop.before_exit(move || terminal::restore(&modes));
        let mut screen = terminal::screen()?;
        let mut editor = Editor::open()?;
        self.print_through(&mut editor)?;
        loop {
            while !terminal::in_front() {
                thread::sleep(LOOK);
            }
            if self.orders.stop.is_asked() {
                return Ok(()); // the terminal is put right, and stays so
            }
            match editor.line("> ") {
                Ok(line) => {
                    let answer = self.orders.obey(line.trim());
                    screen.write_all(answer.as_bytes())?;
                }
                Err(ReadlineError::Interrupted) => {
                    self.orders.stop.signalled(130)
                }
                Err(ReadlineError::Eof) => {
                    screen.write_all(
                        b"console closed; the server runs on (stop: Ctrl-C)\n",
                    )?;
                    return Ok(());
                }
                // Stopped from outside while it read, and now behind.
                Err(_) if !terminal::in_front() => (),
                Err(e) => return Err(e),
            }
        }
    }

    /// While somebody types, the log goes above the line.
    fn print_through(&self, editor: &mut Editor) -> rustyline::Result<()> {
        if !io::stderr().is_terminal() {
            return Ok(());
        }
        let mut above = editor.printer()?;
        self.printer.set(Some(Box::new(move |lines| {
            above.print(lines.into()).is_ok()
        })));
        Ok(())
    }
}
