//! Counts the lines of all clients, and answers each with its number. Two may
//! read the same number before one of them writes: an update is lost.

use super::{Pace, Talk};
use crate::net::{Buffer, Conn};
use crate::trace::Why;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

#[derive(Default)]
pub struct Count(AtomicU64);

impl Talk for Count {
    fn talk(&self, conn: &mut Conn, pace: &Pace) -> io::Result<Why> {
        let mut buffer = Buffer::default();
        while let Some(bytes) = buffer.fill(conn)? {
            for _ in bytes.iter().filter(|byte| **byte == b'\n') {
                let before = self.0.load(Relaxed);
                pace.take_time(conn)?; // here another one may count
                let now = before + 1;
                self.0.store(now, Relaxed);
                conn.send(format!("{now}\n").as_bytes())?;
                if pace.once {
                    return Ok(Why::Once);
                }
            }
        }
        Ok(Why::Client)
    }
}
