//! One answer per read, as if a read were a line. It isn't: a read returns
//! what has arrived, half a line or three. `lines` does it right.

use super::{Pace, Talk};
use crate::net::{Buffer, Conn};
use crate::trace::Why;
use std::io;

pub struct LinesNaive;

impl Talk for LinesNaive {
    fn talk(&self, conn: &mut Conn, pace: &Pace) -> io::Result<Why> {
        let mut buffer = Buffer::default();
        while let Some(bytes) = buffer.fill(conn)? {
            pace.think(conn)?;
            let line = bytes.trim_ascii_end();
            conn.send(&[b"you said: ", line, b"\n"].concat())?;
            if pace.once {
                return Ok(Why::Once);
            }
        }
        Ok(Why::Client)
    }
}
