//! A service with a mistake in it, to see what a mistake costs: one
//! connection, whichever stage serves it.

use super::{Pace, Talk};
use crate::net::{Buffer, Conn};
use crate::trace::Why;
use std::io;

pub struct Broken;

impl Talk for Broken {
    fn talk(&self, conn: &mut Conn, _: &Pace) -> io::Result<Why> {
        let mut buffer = Buffer::default();
        let bytes = buffer.fill(conn)?.unwrap_or_default();
        // Deliberate: no slice has an element behind its end.
        let beyond = bytes[bytes.len()];
        conn.send(&[beyond])?;
        Ok(Why::Client)
    }
}
