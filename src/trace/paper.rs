//! What the log is written on: standard error, the console, a file.

use super::{What, emit};
use std::fs::File;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// Who shows a line instead of standard error: the console, while somebody
/// types there.
#[derive(Clone, Default)]
pub struct Printer(Arc<Mutex<Option<Show>>>);

/// False: it can show nothing any more.
type Show = Box<dyn FnMut(&str) -> bool + Send>;

impl Printer {
    pub fn set(&self, show: Option<Show>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = show;
    }
}

/// A batch of lines at a time: to who shows them, or to standard error.
pub struct Screen {
    printer: Printer,
    batch: Vec<u8>,
}

impl Screen {
    pub fn new(printer: Printer) -> Self {
        Self { printer, batch: Vec::new() }
    }
}

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.batch.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut show =
            self.printer.0.lock().unwrap_or_else(PoisonError::into_inner);
        let text = String::from_utf8_lossy(&self.batch);
        if !show.as_mut().is_some_and(|show| show(&text)) {
            *show = None;
            drop(show);
            // Nowhere to say that standard error is gone.
            let _ = io::stderr().write_all(&self.batch);
        }
        self.batch.clear();
        Ok(())
    }
}

/// The same lines in a file, without colour.
pub struct Plain {
    file: File,
    batch: Vec<u8>,
    failed: bool,
}

impl Plain {
    pub fn new(file: File) -> Self {
        Self { file, batch: Vec::new(), failed: false }
    }
}

impl Write for Plain {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut colour = false;
        for &byte in bytes {
            colour |= byte == b'\x1b';
            if !colour {
                self.batch.push(byte);
            }
            colour &= byte != b'm';
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let result = self.file.write_all(&self.batch);
        self.batch.clear();
        if let Err(e) = result
            && !self.failed
        {
            self.failed = true;
            emit(0, What::Trouble(format!("cannot write --log: {e}")));
        }
        Ok(())
    }
}
