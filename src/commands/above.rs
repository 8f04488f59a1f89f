//! A way to print above the line that is being typed.

use super::turn::Turn;
use rustyline::ExternalPrinter;
use std::io::{self, ErrorKind, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// The editor takes no longer than this to show what it was given.
const PAINTS: Duration = Duration::from_secs(1);

/// Prints whole lines, whether somebody types at the moment or not.
#[derive(Clone)]
pub struct Above {
    printer: Arc<Mutex<Box<dyn ExternalPrinter + Send>>>,
    turn: Turn,
}

impl Above {
    pub fn new(
        printer: impl ExternalPrinter + Send + 'static,
        turn: Turn,
    ) -> Self {
        Self { printer: Arc::new(Mutex::new(Box::new(printer))), turn }
    }

    /// False: the editor is gone.
    pub fn try_print(&self, lines: &str) -> bool {
        let printer = self.printer.lock();
        let mut printer = printer.unwrap_or_else(PoisonError::into_inner);
        printer.print(lines.into()).is_ok()
    }

    pub fn print(&self, lines: &str) {
        if !self.try_print(lines) {
            // The editor is gone, and so is its prompt. Without a terminal
            // there is nobody to tell.
            let _ = io::stderr().write_all(lines.as_bytes());
        }
    }

    /// Waits until everything printed so far is on the screen, but no longer
    /// than [`PAINTS`]; from here on the editor paints nothing. Its queue holds
    /// one message: when it has room for the second of two, all before them
    /// was painted; the third makes it ask for its prompt. They go up a line
    /// and down again.
    pub fn settle(&self) {
        let above = self.clone();
        let settler = thread::Builder::new().name("settler".into());
        let settler = settler.spawn(move || {
            let nothing = || above.print("\x1b[A\n");
            if above.turn.is_editing() {
                nothing();
                nothing();
            }
            if above.turn.stop() {
                nothing(); // it may never be taken: nobody waits for us
            }
        });
        if settler.is_ok() {
            self.turn.wait_end(PAINTS);
        }
    }
}

/// For whatever writes lines.
impl Write for Above {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = str::from_utf8(bytes)
            .map_err(|e| io::Error::new(ErrorKind::InvalidData, e))?;
        self.print(text);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
