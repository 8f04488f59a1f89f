//! The terminal while the board has it, and as it was afterwards: after an
//! error and a panic as well.

use ratatui::crossterm::cursor::Show;
use ratatui::crossterm::execute;
use ratatui::crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use ratatui::{Frame, Terminal, prelude::CrosstermBackend};
use std::io::{self, BufWriter, Stdout};
use std::mem::ManuallyDrop;
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

/// Never dropped: ratatui would print that it can't show the cursor on a
/// terminal that is gone, on a standard error that may be gone as well.
pub struct Screen(ManuallyDrop<Terminal<CrosstermBackend<Whole>>>);

/// A drawing goes out in one write: nobody sees half of it.
type Whole = BufWriter<Stdout>;
const DRAWING: usize = 256 * 1024;

/// The terminal is ours. To leave it twice would move the shell's cursor.
static TAKEN: AtomicBool = AtomicBool::new(false);

impl Screen {
    /// Takes the terminal. A panic gives it back before it speaks.
    pub fn enter() -> io::Result<Self> {
        let speak = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            give_back();
            speak(panic);
        }));
        let whole = BufWriter::with_capacity(DRAWING, io::stdout());
        let backend = CrosstermBackend::new(whole);
        let screen = Self(ManuallyDrop::new(Terminal::new(backend)?));
        take()?; // if it fails, the drop gives back what it has got
        Ok(screen)
    }

    pub fn draw(&mut self, board: impl FnOnce(&mut Frame)) -> io::Result<()> {
        self.0.draw(board)?;
        Ok(())
    }

    /// Columns and rows.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        let size = self.0.size()?;
        Ok((size.width, size.height))
    }

    /// Gives the terminal back for a while.
    pub fn leave(&mut self) {
        give_back();
    }

    /// Takes it as if anew: somebody may have changed it meanwhile.
    pub fn again(&mut self) -> io::Result<()> {
        give_back();
        take()?;
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

fn take() -> io::Result<()> {
    TAKEN.store(true, Relaxed);
    enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen)
}

fn give_back() {
    if TAKEN.swap(false, Relaxed) {
        // It may be gone; then there is nothing to put right.
        let _ = disable_raw_mode();
        let _ = execute!(io::stdout(), LeaveAlternateScreen, Show);
    }
}
