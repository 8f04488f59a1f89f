//! What others say to a client, on its way: bounded, and written by a thread
//! of its own, so that one slow reader never delays the rest.

use super::conn::Conn;
use super::guest::Guest;
use crate::trace::{self, Why};
use std::collections::VecDeque;
use std::io;
use std::mem;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// Bytes that may wait for one client.
const MOST: usize = 64 * 1024;
/// Who leaves the outbox full for so many nanoseconds is put out; the clock
/// stands while anybody is held at a gate.
const PATIENCE: u64 = 1_000_000_000;
/// The writer's stack; its deepest call is a `send`.
const STACK: usize = 128 * 1024;

#[derive(Clone)]
pub struct Outbox(Arc<Shared>);

struct Shared {
    guest: Arc<Guest>,
    lines: Mutex<Lines>,
    changed: Condvar,
}

#[derive(Default)]
struct Lines {
    waiting: VecDeque<Arc<[u8]>>,
    bytes: usize,
    lost: usize,
    full_since: Option<u64>,
    writing: bool,
    ended: bool,
}

impl Outbox {
    /// Starts the writer. It fails when no thread can be had.
    pub fn open(conn: &Conn) -> io::Result<Self> {
        let shared = Arc::new(Shared {
            guest: conn.guest().clone(),
            lines: Mutex::default(),
            changed: Condvar::new(),
        });
        let ours = shared.clone();
        thread::Builder::new()
            .name(format!("writer-{}", conn.id()))
            .stack_size(STACK)
            .spawn(move || ours.write_all())?;
        Ok(Self(shared))
    }

    /// Adds a line, newline included, or telnet's words. It never blocks: what
    /// does not fit is lost, and who stays full must leave.
    pub fn put(&self, line: Arc<[u8]>) {
        let mut lines = self.0.lines();
        if line.is_empty() {
            return;
        }
        if lines.waiting.is_empty() || lines.bytes + line.len() <= MOST {
            lines.full_since = None;
            lines.bytes += line.len();
            lines.waiting.push_back(line);
            drop(lines);
            self.0.changed.notify_all();
            return;
        }
        lines.lost += 1;
        let since = *lines.full_since.get_or_insert_with(trace::running);
        drop(lines);
        if trace::running() - since >= PATIENCE {
            self.0.guest.dismiss(Why::TooSlow);
        }
    }

    /// Waits until all is written, for so long at most; then no more is.
    pub fn finish(&self, most: Duration) {
        let writes = |lines: &mut Lines| {
            !lines.ended && (lines.writing || !lines.waiting.is_empty())
        };
        let waited =
            self.0.changed.wait_timeout_while(self.0.lines(), most, writes);
        let mut lines = waited.unwrap_or_else(PoisonError::into_inner).0;
        lines.ended = true;
        let stuck = lines.writing;
        drop(lines);
        self.0.changed.notify_all();
        if stuck {
            self.0.guest.dismiss(Why::TooSlow); // else the writer stays
        }
    }
}

impl Shared {
    fn lines(&self) -> MutexGuard<'_, Lines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_all(&self) {
        while let Some(text) = self.next() {
            if let Err(e) = self.guest.send(&text) {
                self.lines().ended = true;
                self.guest.dismiss(e.into());
            }
        }
        self.changed.notify_all();
    }

    /// All that waits, as one write.
    fn next(&self) -> Option<Vec<u8>> {
        let mut lines = self.lines();
        lines.writing = false;
        self.changed.notify_all();
        let empty = |l: &mut Lines| !l.ended && l.waiting.is_empty();
        let waited = self.changed.wait_while(lines, empty);
        lines = waited.unwrap_or_else(PoisonError::into_inner);
        if lines.ended {
            return None;
        }
        lines.writing = true;
        lines.bytes = 0;
        let waiting: Vec<_> = lines.waiting.drain(..).collect();
        let mut text = waiting.concat();
        match mem::take(&mut lines.lost) {
            0 => (),
            n => text.extend_from_slice(
                format!("* {n} lines lost: you read too slowly\n").as_bytes(),
            ),
        }
        Some(text)
    }
}
