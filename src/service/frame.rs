//! Lines out of a stream: TCP keeps the order of bytes and nothing else, so
//! where a message ends is ours to say. Here a newline does.

use std::mem;

pub enum Line<'a> {
    /// Without its LF or CR LF.
    Whole(&'a [u8]),
    /// Longer than it may be. What follows of it is skipped.
    TooLong,
}

/// What a silent client may keep; who was busy once gives the rest back.
pub const RESTS: usize = 4096;

/// Bytes go in as they arrive; lines come out when they are whole.
pub struct Frames {
    kept: Vec<u8>,
    start: usize,
    longest: usize,
    skipping: bool,
}

impl Frames {
    /// Lines of at most `longest` bytes, their end included.
    pub fn new(longest: usize) -> Self {
        Self { kept: Vec::new(), start: 0, longest, skipping: false }
    }

    /// Adds what was read; None, the end-of-file, ends a line as well. Says
    /// whether there will be more.
    pub fn push(&mut self, bytes: Option<&[u8]>) -> bool {
        self.kept.drain(..mem::take(&mut self.start));
        let end: &[u8] = if self.kept.is_empty() { b"" } else { b"\n" };
        self.kept.extend_from_slice(bytes.unwrap_or(end));
        bytes.is_some()
    }

    /// Whether nothing waits for its end.
    pub fn is_empty(&self) -> bool {
        self.start == self.kept.len()
    }

    /// The next line, if one is whole or too long already.
    pub fn line(&mut self) -> Option<Line<'_>> {
        loop {
            let rest = &self.kept[self.start..];
            let Some(length) = rest.iter().position(|&b| b == b'\n') else {
                return self.begun();
            };
            let start = self.start;
            self.start += length + 1;
            if mem::take(&mut self.skipping) {
                continue;
            }
            if length >= self.longest {
                return Some(Line::TooLong);
            }
            let line = &self.kept[start..start + length];
            return Some(Line::Whole(line.strip_suffix(b"\r").unwrap_or(line)));
        }
    }

    /// A line that has begun and not ended: too long as soon as it is.
    fn begun(&mut self) -> Option<Line<'_>> {
        let length = self.kept.len() - self.start;
        if self.skipping || length >= self.longest {
            self.start = self.kept.len();
        }
        if self.start == self.kept.len() && self.kept.capacity() > RESTS {
            (self.kept, self.start) = (Vec::new(), 0);
        }
        let too_long = length >= self.longest && !self.skipping;
        self.skipping |= too_long;
        too_long.then_some(Line::TooLong)
    }
}
