//! Small while a client is silent, big while it is busy: an idle client costs
//! the stack it touched, and a busy one a system call for every 64 KiB.

use super::conn::Conn;
use std::io::{self, ErrorKind::WouldBlock, Read};
use std::sync::{Mutex, PoisonError};

/// One more than 1 KiB: a message of 1 KiB does not fill it, and costs nothing.
const SMALL: usize = 1024 + 1;
const BIG: usize = 64 * 1024;
/// Big buffers that rest for the next who needs one.
const KEPT: usize = 8;

static RESTING: Mutex<Vec<Box<[u8]>>> = Mutex::new(Vec::new());

pub struct Buffer {
    small: [u8; SMALL],
    big: Option<Big>,
}

/// A big buffer on loan.
struct Big(Box<[u8]>);

impl Big {
    #[cold]
    fn borrow() -> Self {
        let mut resting =
            RESTING.lock().unwrap_or_else(PoisonError::into_inner);
        let one = resting.pop();
        drop(resting);
        Self(one.unwrap_or_else(|| vec![0; BIG].into()))
    }
}

impl Drop for Big {
    fn drop(&mut self) {
        let mut resting =
            RESTING.lock().unwrap_or_else(PoisonError::into_inner);
        if resting.len() < KEPT {
            resting.push(std::mem::take(&mut self.0));
        }
    }
}

impl Default for Buffer {
    #[inline]
    fn default() -> Self {
        Self { small: [0; SMALL], big: None }
    }
}

impl Buffer {
    /// The next bytes, as many as there are; None at end-of-file.
    #[inline]
    #[track_caller]
    pub fn fill(&mut self, conn: &mut Conn) -> io::Result<Option<&[u8]>> {
        if self.big.is_some()
            && let Some(n) = self.fill_big(conn)?
        {
            let big = self.big.as_ref().map(|Big(bytes)| &bytes[..n]);
            return Ok(big.filter(|_| n > 0));
        }
        let n = conn.read(&mut self.small)?;
        if n == SMALL {
            self.big = Some(Big::borrow());
        }
        Ok((n > 0).then_some(&self.small[..n]))
    }

    /// Goes on without blocking; None when the client is silent again, and
    /// the big buffer has gone back.
    #[cold]
    #[track_caller]
    fn fill_big(&mut self, conn: &mut Conn) -> io::Result<Option<usize>> {
        let Some(Big(bytes)) = &mut self.big else { return Ok(None) };
        match conn.read_now(bytes) {
            Err(e) if e.kind() == WouldBlock => {
                self.big = None;
                Ok(None)
            }
            result => result.map(Some),
        }
    }
}
