//! One answer per line, however the line arrives.

use super::frame::{Frames, Line, RESTS};
use super::{Pace, Talk};
use crate::net::{Buffer, Conn};
use crate::trace::Why;
use std::io;

/// A line's end included.
const LONGEST: usize = 64 * 1024;

pub struct Lines;

impl Talk for Lines {
    fn talk(&self, conn: &mut Conn, pace: &Pace) -> io::Result<Why> {
        let mut buffer = Buffer::default();
        let (mut frames, mut answer) = (Frames::new(LONGEST), Vec::new());
        while frames.push(buffer.fill(conn)?) || !frames.is_empty() {
            while let Some(line) = frames.line() {
                pace.think(conn)?;
                let Line::Whole(line) = line else {
                    conn.send(TOO_LONG)?;
                    return Ok(Why::TooLong);
                };
                answer.extend_from_slice(b"you said: ");
                answer.extend_from_slice(line);
                answer.push(b'\n');
                conn.send(&answer)?; // one write: two would wait for each other
                answer.clear();
                if pace.once {
                    return Ok(Why::Once);
                }
            }
            answer.shrink_to(RESTS);
        }
        Ok(Why::Client)
    }
}

const TOO_LONG: &[u8] = b"* line too long: 65536 bytes at most; closing\n";
