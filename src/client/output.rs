//! Where a peer's words go: as they are, escaped, or above a prompt.

use super::input::{is_pipe, pull};
use super::shown::Shown;
use super::wait::write_all;
use std::fs::File;
use std::io::{self, Write};
use std::net::TcpStream;

/// What came of taking bytes from the socket without us.
pub enum Pulled {
    /// It can't: we read, and show.
    Cannot,
    /// What a read would have returned; it is shown already.
    Read(io::Result<usize>),
    /// The output takes no more.
    Broken(io::Error),
}

pub trait Output: Send {
    fn pull(&mut self, _from: &TcpStream) -> Pulled {
        Pulled::Cannot
    }

    /// Something arrived.
    fn show(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Nothing more comes for now.
    fn pause(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Nothing more belongs to what came: the end of a stream or a datagram.
    fn end(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Every byte as it came.
pub struct Raw {
    to: File,
    /// The kernel may fill it without us.
    pulls: bool,
}

impl Raw {
    pub fn new(to: File) -> Self {
        let pulls = is_pipe(&to);
        Self { to, pulls }
    }
}

impl Output for Raw {
    fn pull(&mut self, from: &TcpStream) -> Pulled {
        if !self.pulls {
            return Pulled::Cannot;
        }
        // splice holds the pipe while it waits for the peer: its reader would
        // not get what is there already.
        match from.peek(&mut [0]) {
            Ok(1..) => (),
            ended => return Pulled::Read(ended),
        }
        match pull(from, &self.to) {
            None => {
                self.pulls = false;
                Pulled::Cannot
            }
            Some(Err(e)) if e.kind() == io::ErrorKind::BrokenPipe => {
                Pulled::Broken(e)
            }
            Some(result) => Pulled::Read(result),
        }
    }

    fn show(&mut self, bytes: &[u8]) -> io::Result<()> {
        write_all(&self.to, bytes)
    }
}

/// A terminal that no editor holds.
pub struct Escaped<W> {
    shown: Shown,
    to: W,
}

impl<W> Escaped<W> {
    pub fn new(to: W) -> Self {
        Self { shown: Shown::default(), to }
    }
}

impl<W: Write + Send> Output for Escaped<W> {
    fn show(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.to.write_all(self.shown.push(bytes).as_bytes())?;
        self.to.flush()
    }

    fn end(&mut self) -> io::Result<()> {
        self.to.write_all(self.shown.finish().as_bytes())?;
        self.to.flush()
    }
}

/// Above the line that somebody types: only whole lines can stand there.
pub struct Lines<W> {
    shown: Shown,
    line: String,
    above: W,
}

/// A line longer than this is shown in pieces.
const LONGEST: usize = 16 * 1024;

impl<W> Lines<W> {
    pub fn new(above: W) -> Self {
        Self { shown: Shown::default(), line: String::new(), above }
    }
}

impl<W: Write + Send> Output for Lines<W> {
    fn show(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.line.push_str(&self.shown.push(bytes));
        let whole = self.line.rfind('\n').map_or(0, |at| at + 1);
        let rest = self.line.split_off(whole);
        let lines = std::mem::replace(&mut self.line, rest);
        if !lines.is_empty() {
            self.above.write_all(lines.as_bytes())?;
        }
        if self.line.len() > LONGEST { self.pause() } else { Ok(()) }
    }

    fn pause(&mut self) -> io::Result<()> {
        if !self.line.is_empty() {
            let line = std::mem::take(&mut self.line);
            let line = line + " (no newline)\n";
            self.above.write_all(line.as_bytes())?;
        }
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        self.line.push_str(&self.shown.finish());
        self.pause()
    }
}
