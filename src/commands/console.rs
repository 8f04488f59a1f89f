//! The operator's console: who is inside, a word to them, a stop. It reads
//! the terminal only while we are in its foreground: who reads from the
//! background is stopped by SIGTTIN, with all threads.

use super::above::Above;
use super::editor::Editor;
use super::orders::Orders;
use super::page::Page;
use super::step::{Screen, Stepper, Told};
use super::terminal::{self, LOOK};
use super::turn::{Turn, TurnPrompt};
use crate::trace::{self, Printer, What};
use rustyline::error::ReadlineError;
use std::io::{self, IsTerminal, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

#[derive(Clone)]
pub struct Console {
    pub orders: Orders,
    pub printer: Printer,
    pub colour: bool,
}

impl Console {
    /// Opens it if there is a terminal to read and to show. `banner` is what
    /// stands there already. In step mode there is always something to read.
    pub fn open(self, banner: &str) {
        let told = Told::default();
        let result = if io::stdin().is_terminal() && io::stdout().is_terminal()
        {
            told.add(banner);
            let console = thread::Builder::new().name("console".into());
            console.spawn(move || self.run(&told)).map(drop)
        } else if let Some(stepper) = self.orders.stepper.clone() {
            let orders = self.orders;
            stepper
                .watch(orders.clone(), None, told.clone())
                .and_then(|()| stepper.read_script(orders, told))
        } else {
            Ok(())
        };
        if let Err(e) = result {
            let text = format!("no console: cannot start a thread: {e}");
            trace::emit(0, What::Trouble(text));
        }
    }

    fn run(self, told: &Told) {
        // The editor may panic (a descriptor past `select(2)`'s 1024): that
        // ends the console, not the server.
        let talked = catch_unwind(AssertUnwindSafe(|| self.talk(told)));
        let talked = talked.unwrap_or(Err(ReadlineError::Eof));
        if let Err(e) = talked {
            let text =
                format!("no console on this terminal ({e}); the server runs");
            trace::emit(0, What::Trouble(text));
        }
        let stops = self.orders.stop.is_asked();
        if stops && self.orders.stepper.is_some() {
            return; // its screen goes on to the end
        }
        self.printer.set(None);
        if let Some(stepper) = &self.orders.stepper {
            stepper.open("console closed");
        }
    }

    fn talk(&self, told: &Told) -> rustyline::Result<()> {
        let (modes, mut restored) = (terminal::modes()?, false);
        self.orders.stop.before_exit(move || {
            restored = terminal::restore(&modes, restored);
        });
        let turn = Turn::default();
        let mut page = Page { paper: terminal::screen()?, step: None };
        let mut editor = Editor::open()?;
        if let Some(stepper) = self.orders.stepper.clone() {
            self.paint_through(&stepper, &mut editor, told)?;
            page.step = Some((stepper, told.clone()));
        } else {
            self.print_through(&mut editor, &turn)?;
        }
        loop {
            while !terminal::in_front() {
                thread::sleep(LOOK);
            }
            if self.orders.stop.is_asked() {
                return Ok(()); // the terminal is put right, and stays so
            }
            turn.begin();
            let line = editor.line(&TurnPrompt(&turn));
            turn.end();
            match line {
                Ok(line) => page.answer(&line, &self.orders)?,
                Err(ReadlineError::Interrupted) => {
                    self.orders.stop.signalled(130)
                }
                Err(ReadlineError::Eof) => return Ok(page.close()?),
                // Stopped from outside while it read, and now behind.
                Err(_) if !terminal::in_front() => (),
                Err(e) => return Err(e),
            }
        }
    }

    /// While somebody types, the log goes above the line.
    fn print_through(
        &self,
        editor: &mut Editor,
        turn: &Turn,
    ) -> rustyline::Result<()> {
        if !io::stderr().is_terminal() {
            return Ok(());
        }
        let above = Above::new(editor.printer()?, turn.clone());
        let last = above.clone();
        self.orders.stop.at_parting(move || {
            if terminal::in_front() {
                last.settle();
            }
        });
        self.printer.set(Some(Box::new(move |lines| above.try_print(lines))));
        Ok(())
    }

    /// In step mode it goes on the screen that shows who is held where.
    fn paint_through(
        &self,
        stepper: &Stepper,
        editor: &mut Editor,
        told: &Told,
    ) -> rustyline::Result<()> {
        let printer = editor.printer()?;
        let screen = Screen::new(printer, told.clone(), self.colour);
        stepper.watch(self.orders.clone(), Some(screen), told.clone())?;
        if io::stderr().is_terminal() {
            let (told, keeper) = (told.clone(), stepper.keeper.clone());
            self.printer.set(Some(Box::new(move |lines| {
                let shown = told.add(lines);
                keeper.nudge();
                // Else a shell has the terminal, and keeps its screen.
                shown && terminal::in_front()
                    || io::stderr().write_all(lines.as_bytes()).is_ok()
            })));
        }
        Ok(())
    }
}
