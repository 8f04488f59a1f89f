//! A log: written by a thread of its own, so that no connection ever waits
//! for a terminal, a disk or a pipe that nobody reads.

use super::{Event, Kinds, Listener, Manner, What, line};
use crossbeam_channel::{Receiver, Sender, TryRecvError, bounded};
use log::{Level, Record};
use simplelog::{Config, ConfigBuilder, LevelFilter, WriteLogger};
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

/// Lines that may wait for the writer; more are lost, and counted.
const WAITING: usize = 8192;
/// The writer rests so long after each batch: at 30,000 connections a second
/// a wake-up for each line would cost more than the line.
const REST: Duration = Duration::from_millis(5);

/// Who waits for the writer looks so often whether that is still worth it.
const LOOK: Duration = Duration::from_millis(20);

#[allow(clippy::large_enum_variant)] // nearly all are; a box would cost more
enum Item {
    Event(Event),
    /// Answered when everything before it is written.
    Flush(Sender<()>),
}

/// A handle on a log.
#[derive(Clone)]
pub struct Log(Arc<Shared>);

struct Shared {
    items: Sender<Item>,
    lost: AtomicU64,
    progress: Arc<AtomicU64>,
    wants: Kinds,
}

impl Log {
    /// Starts the writer on its paper, which moves `progress` as it writes.
    pub fn open(
        manner: Manner,
        paper: impl Write + Send + 'static,
        progress: Arc<AtomicU64>,
    ) -> io::Result<Self> {
        let (items, next) = bounded(WAITING);
        let (lost, wants) = (AtomicU64::new(0), manner.wants);
        let shared = Arc::new(Shared { items, lost, progress, wants });
        let ours = shared.clone();
        let writer = thread::Builder::new().name("log".into());
        writer.spawn(move || {
            let pen = WriteLogger::new(LevelFilter::Trace, bare(), paper);
            write(&next, &ours, manner, &*pen);
        })?;
        Ok(Self(shared))
    }

    /// Waits until everything is written; no longer than `most` without any
    /// progress, because a full pipe may never empty, nor when it is `over`.
    pub fn flush(&self, most: Duration, over: &dyn Fn() -> bool) {
        let (done, finished) = bounded(1);
        let mut item = Some(Item::Flush(done));
        // Looks are counted, not time: a machine that stops stops the writer,
        // too.
        let (mut seen, mut idle) = (0, Duration::ZERO);
        while idle < most && !over() {
            if let Some(flush) = item.take() {
                let sent = self.0.items.try_send(flush);
                item = sent.err().map(|e| e.into_inner());
            }
            if finished.recv_timeout(LOOK).is_ok() {
                return;
            }
            let now = self.0.progress.load(Relaxed);
            idle = if now == seen { idle + LOOK } else { Duration::ZERO };
            seen = now;
        }
    }
}

impl Listener for Log {
    fn wants(&self) -> Kinds {
        self.0.wants
    }

    fn hear(&self, event: &Event) {
        if self.0.items.try_send(Item::Event(event.clone())).is_err() {
            self.0.lost.fetch_add(1, Relaxed);
        }
    }
}

fn write(
    next: &Receiver<Item>,
    shared: &Shared,
    manner: Manner,
    pen: &impl log::Log,
) {
    while let Ok(first) = next.recv() {
        let mut item = Ok(first);
        while let Ok(now) = item {
            put(now, manner, pen);
            item = next.try_recv();
        }
        let lost = shared.lost.swap(0, Relaxed);
        if lost > 0 {
            let text = format!("{lost} lines of this log are lost: it is slow");
            let event = Event::now(0, What::Trouble(text));
            put(Item::Event(event), manner, pen);
        }
        pen.flush();
        if item.is_err_and(|e| e == TryRecvError::Disconnected) {
            return;
        }
        thread::sleep(REST);
    }
}

fn put(item: Item, manner: Manner, pen: &impl log::Log) {
    match item {
        Item::Event(event) => {
            let Some(line) = line(&event, manner) else { return };
            let level = match event.what.kind() {
                Kinds::TROUBLE => Level::Warn,
                Kinds::CALLS => Level::Debug,
                _ => Level::Info,
            };
            let args = format_args!("{line}");
            pen.log(&Record::builder().level(level).args(args).build());
        }
        Item::Flush(done) => {
            pen.flush();
            // Who asked may have given up waiting.
            let _ = done.send(());
        }
    }
}

/// simplelog with all its fields off: the line is ours.
fn bare() -> Config {
    ConfigBuilder::new()
        .set_max_level(LevelFilter::Off)
        .set_time_level(LevelFilter::Off)
        .set_thread_level(LevelFilter::Off)
        .set_target_level(LevelFilter::Off)
        .set_location_level(LevelFilter::Off)
        .build()
}

/// Says what a panic was, in one line that can't block. Call it once, at the
/// start.
pub fn tell_panics() {
    std::panic::set_hook(Box::new(|panic| {
        super::emit(0, What::Trouble(panic.to_string()));
    }));
}
