//! What a log is written on: standard error or the console, or a file.

use super::{What, emit};
use std::fs::File;
use std::io::{self, Write};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};

/// A pipe takes so much whole (`pipe(7)`, PIPE_BUF); each is progress.
const PIECE: usize = 4096;

/// Who shows lines instead of standard error: the console, while somebody
/// types there.
#[derive(Clone, Default)]
pub struct Printer(Arc<Mutex<Option<Show>>>);

/// False: it can show nothing any more.
type Show = Box<dyn FnMut(&str) -> bool + Send>;

impl Printer {
    pub fn set(&self, show: Option<Show>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = show;
    }

    fn show(&self, text: &[u8]) -> bool {
        let mut show = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let text = String::from_utf8_lossy(text);
        let shown = show.as_mut().is_some_and(|show| show(&text));
        if !shown {
            *show = None;
        }
        shown
    }
}

/// A batch of lines at a time: to who shows them, or to standard error.
pub struct Screen {
    printer: Printer,
    batch: Vec<u8>,
    progress: Arc<AtomicU64>,
}

impl Screen {
    pub fn new(printer: Printer, progress: Arc<AtomicU64>) -> Self {
        Self { printer, batch: Vec::new(), progress }
    }
}

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.batch.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if !self.batch.is_empty() && !self.printer.show(&self.batch) {
            for piece in self.batch.chunks(PIECE) {
                // Nowhere to say that standard error is gone.
                let _ = io::stderr().write_all(piece);
                self.progress.fetch_add(1, Relaxed);
            }
        }
        self.batch.clear();
        Ok(())
    }
}

/// The lines in a file.
pub struct Sheet {
    file: File,
    batch: Vec<u8>,
    failed: bool,
    progress: Arc<AtomicU64>,
}

impl Sheet {
    pub fn new(file: File, progress: Arc<AtomicU64>) -> Self {
        Self { file, batch: Vec::new(), failed: false, progress }
    }
}

impl Write for Sheet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.batch.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let result = self.file.write_all(&self.batch);
        self.batch.clear();
        self.progress.fetch_add(1, Relaxed);
        if let Err(e) = result
            && !self.failed
        {
            self.failed = true;
            emit(0, What::Trouble(format!("cannot write --log: {e}")));
        }
        Ok(())
    }
}
