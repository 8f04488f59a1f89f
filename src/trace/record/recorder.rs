//! The recorder: events go into a bounded channel, from which a thread of its
//! own takes them. A full channel drops, and a line stands in the gap.

use super::super::{Event, Kinds, Listener};
use super::format::Header;
use super::gap::Gap;
use super::item::Item;
use super::pen::{Pen, REST};
use crossbeam_channel::{Sender, bounded};
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

/// Events that may wait for the pen: some 4 MB of them.
const WAITING: usize = 32 * 1024;

/// A handle on a recording.
#[derive(Clone)]
pub struct Record(Arc<Shared>);

pub struct Shared {
    items: Sender<Item>,
    pub gap: Gap,
    pub progress: AtomicU64,
    pub failed: AtomicBool,
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
            gap: Gap::default(),
            progress: AtomicU64::new(0),
            failed: AtomicBool::new(false),
            ended: AtomicBool::new(false),
        });
        let pen = Pen::new(paper, name, shared.clone());
        let writer = thread::Builder::new().name("record".into());
        writer.spawn(move || pen.write_all(&next))?;
        Ok(Self(shared))
    }

    /// Ends the recording with the calls that are still open, and waits until
    /// all is written; no longer than `most` without any progress, nor when it
    /// is `over`. False: it is not whole.
    pub fn end(&self, most: Duration, over: &dyn Fn() -> bool) -> bool {
        self.0.ended.store(true, Relaxed);
        let (done, finished) = bounded(1);
        let mut item = Some(Item::End(done));
        let (mut seen, mut since) = (0, Instant::now());
        while since.elapsed() < most && !over() {
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
        let Shared { items, gap, ended, .. } = &*self.0;
        if ended.load(Relaxed) {
            return;
        }
        // A gap ends when half of the channel is free: if it ended sooner, half
        // of what is in it would soon be lines that tell of gaps.
        let whole = !gap.is_open()
            || items.len() <= WAITING / 2
                && gap.close(|lost| items.try_send(Item::Lost(lost)).is_ok());
        if !whole || items.try_send(event.into()).is_err() {
            gap.add(event);
        }
    }
}
