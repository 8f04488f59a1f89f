//! A person who types: the editor as something to read from.

use super::above::Above;
use super::editor::Editor;
use super::turn::{Turn, TurnPrompt};
use crate::client::Trouble;
use rustyline::error::ReadlineError;
use std::io::{self, Read};

/// The editor: a line typed is a line read, and Ctrl-D is the end.
pub struct Typed {
    /// None after Ctrl-D.
    editor: Option<Editor>,
    /// What of the last line was not yet asked for.
    rest: Vec<u8>,
    leave: Box<dyn FnMut() + Send>,
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
    let above = Above::new(printer, turn.clone());
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
