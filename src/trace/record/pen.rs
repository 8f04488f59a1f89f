//! The thread that writes a recording.

use super::super::{Event, What, clock, emit, open_calls};
use super::entry::Places;
use super::format::Entry;
use super::item::{Brief, Item};
use super::quick;
use super::recorder::Shared;
use crossbeam_channel::Receiver;
use serde::Serialize;
use std::io::Write;
use std::mem::take;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;
use std::time::Duration;

/// It rests so long after each batch, so that it is not to be woken for each
/// event.
pub const REST: Duration = Duration::from_millis(5);
/// It writes when it has so many bytes, and at the end of a batch.
const PIECE: usize = 64 * 1024;

pub struct Pen<W> {
    paper: W,
    /// What the paper is called in an error.
    name: String,
    batch: Vec<u8>,
    places: Places,
    shared: Arc<Shared>,
}

impl<W: Write> Pen<W> {
    pub fn new(paper: W, name: String, shared: Arc<Shared>) -> Self {
        let batch = Vec::with_capacity(2 * PIECE);
        Self { paper, name, batch, places: Places::default(), shared }
    }

    /// Writes what comes, until the end.
    pub fn write_all(mut self, next: &Receiver<Item>) {
        while let Ok(first) = next.recv() {
            let mut item = Some(first);
            while let Some(now) = item {
                if let Item::End(done) = now {
                    self.end(next);
                    // Who asked may have given up waiting.
                    let _ = done.send(());
                    return;
                }
                self.put(now);
                item = next.try_recv().ok();
            }
            // If nothing happens any more, nobody else closes the gap.
            self.put_lost();
            self.flush();
            thread::sleep(REST);
        }
    }

    fn put(&mut self, item: Item) {
        match item {
            Item::Call(call) => self.add_call(&call),
            Item::Event(event) => self.add_event(&event),
            Item::Lost(lost) => self.add(&Entry::from(lost)),
            Item::End(_) => (),
        }
    }

    fn add_call(&mut self, call: &Brief) {
        if !self.shared.failed.load(Relaxed) {
            quick::line(call, &mut self.places, &mut self.batch);
            self.end_line();
        }
    }

    fn add_event(&mut self, event: &Event) {
        let mut places = take(&mut self.places);
        self.add(&Entry::of(event, &mut places));
        self.places = places;
    }

    fn put_lost(&mut self) {
        let mut missing = None;
        if self.shared.gap.is_open() {
            self.shared.gap.close(|lost| missing.replace(lost).is_none());
        }
        if let Some(lost) = missing {
            self.add(&Entry::from(lost));
        }
    }

    /// The last lines: what came while the end was asked for, what is missing,
    /// the calls that are open.
    fn end(&mut self, next: &Receiver<Item>) {
        while let Ok(item) = next.try_recv() {
            self.put(item);
        }
        self.put_lost();
        let mut places = take(&mut self.places);
        for open in open_calls() {
            self.add(&Entry::open(&open, &mut places));
        }
        let (ns, what) = (clock(), "end".into());
        self.add(&Entry { ns, what, ..Entry::default() });
        self.flush();
    }

    fn add(&mut self, line: &impl Serialize) {
        if self.shared.failed.load(Relaxed) {
            return;
        }
        let whole = self.batch.len();
        if serde_json::to_writer(&mut self.batch, line).is_err() {
            self.batch.truncate(whole); // half a line would spoil the next
            return;
        }
        self.end_line();
    }

    fn end_line(&mut self) {
        self.batch.push(b'\n');
        if self.batch.len() >= PIECE {
            self.flush();
        }
    }

    /// After a failure nothing more is written: a gap that nothing tells of
    /// would be worse than an early end.
    fn flush(&mut self) {
        let batch = take(&mut self.batch);
        if let Err(e) = self.paper.write_all(&batch) {
            self.shared.failed.store(true, Relaxed);
            let name = &self.name;
            let text = format!(
                "cannot write --record {name}: {e}; the recording ends here, \
                 the server goes on"
            );
            emit(0, What::Trouble(text));
        }
        self.batch = batch;
        self.batch.clear();
        self.shared.progress.fetch_add(1, Relaxed);
    }
}
