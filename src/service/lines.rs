//! One answer per line, however the line arrives.

use super::frame::{Frames, Line};
use super::{Pace, Talk};
use crate::net::Conn;
use crate::trace::Why;
use std::io;

/// A line's end included.
const LONGEST: usize = 64 * 1024;

pub struct Lines;

impl Talk for Lines {
    fn talk(&self, conn: &mut Conn, pace: &Pace) -> io::Result<Why> {
        let mut frames = Frames::new(LONGEST);
        let mut answer = Vec::new();
        while let Some(line) = frames.next(conn)? {
            pace.think(conn)?;
            let Line::Whole(line) = line else {
                conn.send(b"* line too long: 65536 bytes at most; closing\n")?;
                return Ok(Why::TooLong);
            };
            answer.clear();
            answer.extend_from_slice(b"you said: ");
            answer.extend_from_slice(line);
            answer.push(b'\n');
            conn.send(&answer)?; // one write: two would wait for each other
            if pace.once {
                return Ok(Why::Once);
            }
        }
        Ok(Why::Client)
    }
}
