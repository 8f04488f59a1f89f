//! Lines out of a stream: TCP keeps the order of bytes and nothing else, so
//! where a message ends is ours to say. Here a newline does.

use crate::net::{Buffer, Conn};
use std::io;

pub enum Line<'a> {
    /// Without its LF or CR LF; or the last one, which end-of-file ended.
    Whole(&'a [u8]),
    /// Longer than it may be. What follows of it is skipped.
    TooLong,
}

pub struct Frames {
    buffer: Buffer,
    kept: Vec<u8>,
    start: usize,
    longest: usize,
    skipping: bool,
}

impl Frames {
    /// Lines of at most `longest` bytes, their end included.
    pub fn new(longest: usize) -> Self {
        Self {
            buffer: Buffer::default(),
            kept: Vec::new(),
            start: 0,
            longest,
            skipping: false,
        }
    }

    /// The next line; None at end-of-file. What end-of-file cuts short is a
    /// line too.
    #[track_caller]
    pub fn next(&mut self, conn: &mut Conn) -> io::Result<Option<Line<'_>>> {
        loop {
            if let Some(end) = self.line_end() {
                let start = std::mem::replace(&mut self.start, end + 1);
                conn.heard_line();
                if std::mem::take(&mut self.skipping) {
                    continue;
                }
                if end + 1 - start > self.longest {
                    return Ok(Some(Line::TooLong));
                }
                return Ok(Some(Line::Whole(self.line(start, end))));
            }
            self.kept.drain(..self.start);
            self.start = 0;
            if self.skipping {
                self.kept.clear();
            } else if self.kept.len() > self.longest {
                self.skipping = true;
                return Ok(Some(Line::TooLong));
            }
            match self.buffer.fill(conn)? {
                Some(bytes) => self.kept.extend_from_slice(bytes),
                None => return Ok(self.last()),
            }
        }
    }

    fn line_end(&self) -> Option<usize> {
        let rest = &self.kept[self.start..];
        Some(self.start + rest.iter().position(|&byte| byte == b'\n')?)
    }

    fn line(&self, start: usize, end: usize) -> &[u8] {
        let line = &self.kept[start..end];
        line.strip_suffix(b"\r").unwrap_or(line)
    }

    fn last(&mut self) -> Option<Line<'_>> {
        let end = self.kept.len();
        self.start = end;
        if end == 0 || self.skipping {
            return None;
        }
        Some(Line::Whole(self.line(0, end)))
    }
}
