//! The operator's console: who is inside, a word to them, a stop. It reads
//! the terminal only while we are in its foreground: who reads from the
//! background is stopped by SIGTTIN, with all threads.

use super::editor::Editor;
use super::orders::Orders;
use super::step::{Screen, Stepper, Told};
use super::terminal::{self, LOOK};
use crate::trace::{self, Printer, What};
use crossbeam_channel::bounded;
use rustyline::ExternalPrinter;
use rustyline::error::ReadlineError;
use std::io::{self, IsTerminal, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

#[derive(Clone)]
pub struct Console {
    pub orders: Orders,
    pub printer: Printer,
    pub colour: bool,
}

/// Where an answer goes: below the line, or on the screen of step mode.
struct Page<W> {
    paper: W,
    step: Option<(Stepper, Told)>,
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
        let modes = terminal::modes()?;
        self.orders.stop.before_exit(move || terminal::restore(&modes));
        let mut page = Page { paper: terminal::screen()?, step: None };
        let mut editor = Editor::open()?;
        if let Some(stepper) = self.orders.stepper.clone() {
            self.paint_through(&stepper, &mut editor, told)?;
            page.step = Some((stepper, told.clone()));
        } else {
            self.print_through(&mut editor)?;
        }
        loop {
            while !terminal::in_front() {
                thread::sleep(LOOK);
            }
            if self.orders.stop.is_asked() {
                return Ok(()); // the terminal is put right, and stays so
            }
            match editor.line("> ") {
                Ok(line) => page.answer(&line, &self.orders)?,
                Err(ReadlineError::Interrupted) => {
                    self.orders.stop.signalled(130)
                }
                Err(ReadlineError::Eof) => return page.close(),
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
        let above = Arc::new(Mutex::new(editor.printer()?));
        let last = above.clone();
        self.orders.stop.before_exit(move || settle(&last));
        self.printer.set(Some(Box::new(move |lines| print(&above, lines))));
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

/// The editor takes no longer than this to show what it was given.
const MOMENT: Duration = Duration::from_millis(200);

type Above<P> = Arc<Mutex<P>>;

fn print(above: &Above<impl ExternalPrinter>, lines: &str) -> bool {
    let mut above = above.lock().unwrap_or_else(PoisonError::into_inner);
    above.print(lines.into()).is_ok()
}

/// Waits until what the log has printed is on the screen: it may still stand
/// in the editor's queue, which holds one message. When there is room for the
/// second of two, all before them was painted. They go up a line and down.
fn settle(above: &Above<impl ExternalPrinter + Send + 'static>) {
    if !terminal::in_front() {
        return; // the screen is a shell's
    }
    let (above, (done, is_done)) = (above.clone(), bounded::<()>(0));
    let settler = thread::Builder::new().name("settler".into());
    let settler = settler.spawn(move || {
        let nothing = || print(&above, "\x1b[A\n");
        let _shown = nothing() && nothing();
        drop(done);
    });
    if settler.is_ok() {
        // Nothing is sent: it is done, or the editor takes nothing any more.
        let _ = is_done.recv_timeout(MOMENT);
    }
}

impl<W: Write> Page<W> {
    fn answer(&mut self, line: &str, orders: &Orders) -> rustyline::Result<()> {
        let Some((stepper, told)) = &self.step else {
            let answer = orders.obey(line.trim());
            return Ok(self.paper.write_all(answer.as_bytes())?);
        };
        let answer = stepper.obey(line, orders, false);
        told.answer(&match answer.is_empty() {
            true => answer,
            false => format!("> {}\n{answer}", line.trim()),
        });
        stepper.keeper.nudge();
        Ok(())
    }

    /// The person is gone.
    fn close(&mut self) -> rustyline::Result<()> {
        let end = "console closed; the server runs on (stop: Ctrl-C)\n";
        let Some((stepper, told)) = &self.step else {
            return Ok(self.paper.write_all(end.as_bytes())?);
        };
        // Before the last paint, that it shows no panel of before.
        stepper.open("console closed");
        told.add(end);
        told.end();
        stepper.keeper.nudge();
        Ok(())
    }
}
