//! A person who types: the editor as something to read from, and a way to
//! print above the line that is being typed.

use super::editor::Editor;
use super::turn::{Turn, TurnPrompt};
use crate::client::Trouble;
use rustyline::ExternalPrinter;
use rustyline::error::ReadlineError;
use std::io::{self, ErrorKind, Read, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// The editor: a line typed is a line read, and Ctrl-D is the end.
pub struct Typed {
    /// None after Ctrl-D.
    editor: Option<Editor>,
    /// What of the last line was not yet asked for.
    rest: Vec<u8>,
    leave: Box<dyn FnMut() + Send>,
    turn: Turn,
}

/// Prints whole lines, whether somebody types at the moment or not.
#[derive(Clone)]
pub struct Above {
    printer: Arc<Mutex<Box<dyn ExternalPrinter + Send>>>,
    turn: Turn,
}

/// The editor on our terminal. Ctrl-C calls `leave`.
pub fn open(
    leave: impl FnMut() + Send + 'static,
) -> Result<(Typed, Above), Trouble> {
    editor(Box::new(leave)).map_err(|e| {
        Trouble::world(format!(
            "cannot edit lines on this terminal: {e}; try TERM=dumb"
        ))
    })
}

fn editor(leave: Box<dyn FnMut() + Send>) -> rustyline::Result<(Typed, Above)> {
    let mut editor = Editor::open()?;
    let printer = editor.printer()?;
    let turn = Turn::default();
    let above = Above {
        printer: Arc::new(Mutex::new(Box::new(printer))),
        turn: turn.clone(),
    };
    let rest = Vec::new();
    Ok((Typed { editor: Some(editor), rest, leave, turn }, above))
}

impl Read for Typed {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        while self.rest.is_empty() {
            let Some(editor) = &mut self.editor else { return Ok(0) };
            self.turn.begin();
            let line = editor.line(&TurnPrompt(&self.turn));
            self.turn.end();
            match line {
                Ok(line) => self.rest = (line + "\n").into(),
                Err(ReadlineError::Eof) => self.editor = None,
                Err(ReadlineError::Interrupted) => (self.leave)(),
                Err(ReadlineError::Io(e)) => return Err(e),
                Err(e) => return Err(io::Error::other(e)),
            }
        }
        let n = self.rest.len().min(bytes.len());
        bytes[..n].copy_from_slice(&self.rest[..n]);
        self.rest.drain(..n);
        Ok(n)
    }
}

/// The editor takes no longer than this to show what it was given.
const MOMENT: Duration = Duration::from_secs(1);

impl Above {
    pub fn print(&self, lines: String) {
        let printer = self.printer.lock();
        let mut printer = printer.unwrap_or_else(PoisonError::into_inner);
        if printer.print(lines.clone()).is_err() {
            // The editor is gone, and so is its prompt. Without a terminal
            // there is nobody to tell.
            let _ = io::stderr().write_all(lines.as_bytes());
        }
    }

    /// Waits until everything printed so far is on the screen; from here on
    /// the editor paints nothing. Its queue holds one message: when it has
    /// room for the second of two, all before them was painted; the third
    /// makes it ask for its prompt. They go up a line and down again.
    pub fn settle(&self) {
        let above = self.clone();
        let settler = thread::Builder::new().name("settler".into());
        let settler = settler.spawn(move || {
            let nothing = || above.print("\x1b[A\n".into());
            if above.turn.is_editing() {
                nothing();
                nothing();
            }
            if above.turn.stop() {
                nothing(); // it may never be taken: nobody waits for us
            }
        });
        if settler.is_ok() {
            self.turn.wait_end(MOMENT);
        }
    }
}

/// For whatever writes lines.
impl Write for Above {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = str::from_utf8(bytes)
            .map_err(|e| io::Error::new(ErrorKind::InvalidData, e))?;
        self.print(text.into());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
