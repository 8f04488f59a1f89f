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
        while let Some(line) = frames.next(conn)? {
            pace.think(conn)?;
            let Line::Whole(line) = line else {
                conn.send(b"* line too long: 65536 bytes at most; closing\n")?;
                return Ok(Why::TooLong);
            };
            conn.send(&[b"you said: ", line, b"\n"].concat())?;
            if pace.once {
                return Ok(Why::Once);
            }
        }
        Ok(Why::Client)
    }
}
