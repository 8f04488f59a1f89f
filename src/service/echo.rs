//! Echo (RFC 862): what you say is what you get.

use super::{Pace, Talk};
use crate::net::{Buffer, Conn};
use crate::trace::Why;
use std::io;

pub struct Echo;

impl Talk for Echo {
    fn talk(&self, conn: &mut Conn, pace: &Pace) -> io::Result<Why> {
        let mut buffer = Buffer::default();
        while let Some(bytes) = buffer.fill(conn)? {
            pace.think(conn)?;
            conn.send(bytes)?;
            if pace.once {
                return Ok(Why::Once);
            }
        }
        Ok(Why::Client)
    }
}
