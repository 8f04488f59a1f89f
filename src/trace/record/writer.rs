//! The recorder: events go into a bounded channel, and a thread of its own
//! writes them. A full channel drops, and a line stands in the gap.

use super::super::{Event, Kinds, Listener, What, clock, emit, open_calls};
use super::entry::Places;
use super::format::{Entry, Header};
use crossbeam_channel::{Receiver, Sender, TryRecvError, bounded};
use serde::Serialize;
use std::io::{self, Write};
use std::mem::take;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

/// Events that may wait for the writer: some 8 MB of them.
const WAITING: usize = 32 * 1024;
/// The writer rests so long after each batch, so that it is not to be woken
/// for each event.
const REST: Duration = Duration::from_millis(5);
/// It writes when it has so many bytes, and at the end of a batch.
const PIECE: usize = 64 * 1024;

#[allow(clippy::large_enum_variant)] // nearly all are; a box would cost more
enum Item {
    Event(Event),
    /// The last one, answered when all is written.
    End(Sender<()>),
}

/// A handle on a recording.
#[derive(Clone)]
pub struct Record(Arc<Shared>);

struct Shared {
    items: Sender<Item>,
    lost: AtomicU64,
    lost_since: AtomicU64,
    progress: AtomicU64,
    failed: AtomicBool,
    /// Nothing more is taken.
    ended: AtomicBool,
}

impl Record {
    /// Starts the writer on `paper`; `name` is what it is called in an error.
    pub fn start(
        mut paper: impl Write + Send + 'static,
        name: String,
        header: &Header,
    ) -> io::Result<Self> {
        let mut line = serde_json::to_vec(header)?;
        line.push(b'\n');
        paper.write_all(&line)?;
        let (items, next) = bounded(WAITING);
        let shared = Arc::new(Shared {
            items,
            lost: AtomicU64::new(0),
            lost_since: AtomicU64::new(0),
            progress: AtomicU64::new(0),
            failed: AtomicBool::new(false),
            ended: AtomicBool::new(false),
        });
        let pen = Pen {
            paper,
            name,
            batch: Vec::with_capacity(2 * PIECE),
            places: Places::default(),
            shared: shared.clone(),
        };
        let writer = thread::Builder::new().name("record".into());
        writer.spawn(move || pen.write_all(&next))?;
        Ok(Self(shared))
    }

    /// Ends the recording with the calls that are still open, and waits until
    /// all is written; no longer than `most` without any progress. False: it
    /// is not whole.
    pub fn end(&self, most: Duration) -> bool {
        self.0.ended.store(true, Relaxed);
        let (done, finished) = bounded(1);
        let mut item = Some(Item::End(done));
        let (mut seen, mut since) = (0, Instant::now());
        while since.elapsed() < most {
            if let Some(end) = item.take() {
                let sent = self.0.items.try_send(end);
                item = sent.err().map(|e| e.into_inner());
            }
            if finished.recv_timeout(REST).is_ok() {
                return !self.0.failed.load(Relaxed);
            }
            let now = self.0.progress.load(Relaxed);
            if now != seen {
                (seen, since) = (now, Instant::now());
            }
        }
        false
    }
}

impl Listener for Record {
    fn wants(&self) -> Kinds {
        let told = Kinds::TROUBLE.and(Kinds::SAID).and(Kinds::EVENTS);
        told.and(Kinds::CALLS).and(Kinds::SAMPLED)
    }

    fn hear(&self, event: &Event) {
        if self.0.ended.load(Relaxed) {
            return;
        }
        if self.0.items.try_send(Item::Event(event.clone())).is_err()
            && self.0.lost.fetch_add(1, Relaxed) == 0
        {
            self.0.lost_since.store(event.at, Relaxed);
        }
    }
}

struct Pen<W> {
    paper: W,
    name: String,
    batch: Vec<u8>,
    places: Places,
    shared: Arc<Shared>,
}

impl<W: Write> Pen<W> {
    fn write_all(mut self, next: &Receiver<Item>) {
        while let Ok(first) = next.recv() {
            // What is lost now finds no place behind these.
            let (lost, mut before_gap) = (self.lost(), next.len());
            let mut gap = (lost.count > 0).then_some(lost);
            let mut item = Ok(first);
            while let Ok(now) = item {
                if self.put(now) {
                    return;
                }
                if before_gap == 0
                    && let Some(lost) = gap.take()
                {
                    self.add(&lost);
                }
                before_gap = before_gap.saturating_sub(1);
                item = next.try_recv();
            }
            self.flush();
            if item.is_err_and(|e| e == TryRecvError::Disconnected) {
                return;
            }
            thread::sleep(REST);
        }
    }

    /// True: that was the last one.
    fn put(&mut self, item: Item) -> bool {
        match item {
            Item::Event(event) => {
                let mut places = take(&mut self.places);
                self.add(&Entry::of(&event, &mut places));
                self.places = places;
                false
            }
            Item::End(done) => {
                let lost = self.lost();
                if lost.count > 0 {
                    self.add(&lost);
                }
                let mut places = take(&mut self.places);
                for open in open_calls() {
                    self.add(&Entry::open(&open, &mut places));
                }
                let (ns, what) = (clock(), "end".into());
                self.add(&Entry { ns, what, ..Entry::default() });
                self.flush();
                // Who asked may have given up waiting.
                let _ = done.send(());
                true
            }
        }
    }

    /// What has been lost since the last time.
    fn lost(&self) -> Entry<'static> {
        let count = self.shared.lost.swap(0, Relaxed);
        let ns = match count {
            0 => 0,
            _ => self.shared.lost_since.load(Relaxed),
        };
        let took = clock().saturating_sub(ns);
        Entry { ns, took, what: "lost".into(), count, ..Entry::default() }
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
