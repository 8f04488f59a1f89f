//! `count` repaired: who reads the number keeps the others out until it has
//! written. While it thinks, they wait: that is the price.

use super::{Pace, Talk};
use crate::net::{Buffer, Conn};
use crate::trace::{Why, lock};
use std::io;
use std::sync::Mutex;

#[derive(Default)]
pub struct CountSafe(Mutex<u64>);

impl Talk for CountSafe {
    fn talk(&self, conn: &mut Conn, pace: &Pace) -> io::Result<Why> {
        let mut buffer = Buffer::default();
        while let Some(bytes) = buffer.fill(conn)? {
            for _ in bytes.iter().filter(|byte| **byte == b'\n') {
                let mut count = lock(conn.id(), &self.0)?;
                pace.take_time(conn)?;
                *count += 1;
                let now = *count;
                drop(count); // before the write, which may block
                conn.send(format!("{now}\n").as_bytes())?;
                if pace.once {
                    return Ok(Why::Once);
                }
            }
        }
        Ok(Why::Client)
    }
}
