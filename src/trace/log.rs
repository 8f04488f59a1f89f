//! The log: written by a thread of its own, so that no connection ever waits
//! for a terminal, a disk or a pipe that nobody reads.

use super::paper::{Plain, Printer, Screen};
use super::{Event, Kinds, Listener, Manner, What, line};
use crossbeam_channel::{Receiver, Sender, TryRecvError, bounded};
use simplelog::{
    CombinedLogger, Config, ConfigBuilder, LevelFilter, SharedLogger,
    WriteLogger,
};
use std::fs::File;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

/// Lines that may wait for the writer; more are lost, and counted.
const WAITING: usize = 8192;
/// The writer rests so long after each batch: at 30,000 connections a second
/// a wake-up for each line would cost more than the line.
const REST: Duration = Duration::from_millis(5);

enum Item {
    Event(Event),
    /// Answered when everything before it is written.
    Flush(Sender<()>),
}

/// A handle on the log.
#[derive(Clone)]
pub struct Log(Arc<Shared>);

struct Shared {
    items: Sender<Item>,
    lost: AtomicU64,
    lines: AtomicU64,
    wants: Kinds,
}

impl Log {
    /// Starts the writer. `screen` is told whether standard error is wanted,
    /// `file` is a second log without colour.
    pub fn open(
        manner: Manner,
        screen: Option<Printer>,
        file: Option<File>,
    ) -> io::Result<Self> {
        let mut logs: Vec<Box<dyn SharedLogger>> = Vec::new();
        if let Some(printer) = screen {
            let screen = Screen::new(printer);
            logs.push(WriteLogger::new(LevelFilter::Trace, bare(), screen));
        }
        if let Some(file) = file {
            let plain = Plain::new(file);
            logs.push(WriteLogger::new(LevelFilter::Trace, bare(), plain));
        }
        log::set_boxed_logger(Box::new(Ours(CombinedLogger::new(logs))))
            .map_err(io::Error::other)?;
        log::set_max_level(log::LevelFilter::Debug);
        let (items, next) = bounded(WAITING);
        let (lost, lines) = (AtomicU64::new(0), AtomicU64::new(0));
        let wants = manner.wants;
        let shared = Arc::new(Shared { items, lost, lines, wants });
        let ours = shared.clone();
        thread::Builder::new()
            .name("log".into())
            .spawn(move || write(&next, &ours, manner))?;
        Ok(Self(shared))
    }

    /// Waits until everything is written; no longer than `most` without a
    /// line having been written, because a full pipe never empties.
    pub fn flush(&self, most: Duration) {
        let (done, finished) = bounded(1);
        let mut item = Item::Flush(done);
        let (mut lines, mut since) = (0, Instant::now());
        while since.elapsed() < most {
            match self.0.items.try_send(item) {
                Ok(()) => break,
                Err(e) => item = e.into_inner(),
            }
            thread::sleep(Duration::from_millis(1));
        }
        while finished.recv_timeout(most / 4).is_err() {
            let now = self.0.lines.load(Relaxed);
            if now == lines && since.elapsed() >= most {
                return;
            }
            if now != lines {
                (lines, since) = (now, Instant::now());
            }
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

fn write(next: &Receiver<Item>, shared: &Shared, manner: Manner) {
    while let Ok(first) = next.recv() {
        let mut item = Ok(first);
        while let Ok(now) = item {
            put(now, shared, manner);
            item = next.try_recv();
        }
        let lost = shared.lost.swap(0, Relaxed);
        if lost > 0 {
            let text = format!("{lost} lines of this log are lost: it is slow");
            put(
                Item::Event(Event::now(0, What::Trouble(text))),
                shared,
                manner,
            );
        }
        log::logger().flush();
        if item.is_err_and(|e| e == TryRecvError::Disconnected) {
            return;
        }
        thread::sleep(REST);
    }
}

fn put(item: Item, shared: &Shared, manner: Manner) {
    match item {
        Item::Event(event) => {
            let Some(line) = line(&event, manner) else { return };
            match event.what.kind() {
                Kinds::TROUBLE => log::warn!("{line}"),
                Kinds::CALLS => log::debug!("{line}"),
                _ => log::info!("{line}"),
            }
            shared.lines.fetch_add(1, Relaxed);
        }
        Item::Flush(done) => {
            log::logger().flush();
            // Who asked may have given up waiting.
            let _ = done.send(());
        }
    }
}

/// Keeps others' records out, before they meet the writer's lock: the line
/// editor logs each key, and waits for who holds that lock.
struct Ours(Box<CombinedLogger>);

impl log::Log for Ours {
    fn enabled(&self, about: &log::Metadata) -> bool {
        about.target().starts_with("echostage")
    }

    fn log(&self, record: &log::Record) {
        if self.enabled(record.metadata()) {
            self.0.log(record);
        }
    }

    fn flush(&self) {
        self.0.flush();
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
