//! The terminal while the board has it, and as it was afterwards: after an
//! error and a panic as well.

use ratatui::crossterm::cursor::Show;
use ratatui::crossterm::execute;
use ratatui::crossterm::terminal::{EnterAlternateScreen, enable_raw_mode};
use ratatui::{DefaultTerminal, Frame};
use std::io;
use std::mem::ManuallyDrop;

/// Never dropped: ratatui would print that it can't show the cursor on a
/// terminal that is gone, on a standard error that may be gone as well.
pub struct Screen(ManuallyDrop<DefaultTerminal>);

impl Screen {
    /// Takes the terminal; a panic gives it back (`ratatui::try_init`).
    pub fn enter() -> io::Result<Self> {
        match ratatui::try_init() {
            Ok(terminal) => Ok(Self(ManuallyDrop::new(terminal))),
            Err(e) => {
                give_back();
                Err(e)
            }
        }
    }

    pub fn draw(&mut self, board: impl FnOnce(&mut Frame)) -> io::Result<()> {
        self.0.draw(board)?;
        Ok(())
    }

    /// Gives the terminal back for a while.
    pub fn leave(&mut self) {
        give_back();
    }

    /// Takes it as if anew: somebody may have changed it meanwhile.
    pub fn again(&mut self) -> io::Result<()> {
        give_back();
        self.take_back()
    }

    /// Takes it again after `leave`.
    pub fn take_back(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        execute!(io::stdout(), EnterAlternateScreen)?;
        // Not by `clear`: that asks the terminal where its cursor is, and the
        // keys' thread would take the answer.
        let size = self.0.size()?;
        self.0.resize(size.into())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

fn give_back() {
    // It may be gone; then there is nothing to put right.
    let _ = ratatui::try_restore();
    let _ = execute!(io::stdout(), Show);
}
