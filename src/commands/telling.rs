//! Starts the log as the flags want it.

use super::Failure;
use super::files::failed;
#[cfg(unix)]
use super::terminal;
use crate::cli::{Colour, Seen, Told};
use crate::trace::{
    self, Kinds, Listener, Log, Manner, Printer, Record, Screen, Sheet,
};
use std::env;
use std::fs::File;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

/// How talkative the log is.
pub fn wants(told: &Told) -> Kinds {
    let usual = Kinds::TROUBLE.and(Kinds::EVENTS);
    match told {
        Told { verbose: true, .. } => usual.and(Kinds::SAID).and(Kinds::CALLS),
        Told { quiet: true, .. } => Kinds::TROUBLE,
        _ => usual,
    }
}

/// The same for a child process: it can't know who will listen later.
pub fn child_wants(told: &Told, seen: &Seen) -> Kinds {
    let told = wants(told);
    if seen.any() {
        told.and(Kinds::CALLS).and(Kinds::BEGUN).and(Kinds::SAID)
    } else {
        told
    }
}

/// What is being written, and must be written out before the end.
#[derive(Clone, Default)]
pub struct Papers {
    logs: Vec<Log>,
    record: Option<Record>,
}

impl Papers {
    /// Ends a recording; see `Record::end`. False: it is not whole.
    pub fn end(&self, over: &dyn Fn() -> bool) -> bool {
        self.record.as_ref().is_none_or(|one| one.end(RECORD, over))
    }

    /// Waits until all is in the logs; see `Log::flush`.
    pub fn flush(&self, most: Duration, over: &dyn Fn() -> bool) {
        self.logs.iter().for_each(|log| log.flush(most, over));
    }
}

/// A recording that makes no progress for so long is given up.
const RECORD: Duration = Duration::from_secs(1);

/// Starts a log on standard error if there is a `screen`, and one in a file.
/// Each has a writer of its own: one may be stuck. `record` and `others` listen
/// besides. Times of the log count from `start`.
pub fn start(
    told: &Told,
    start: u64,
    screen: Option<Printer>,
    record: Option<Record>,
    others: Vec<Box<dyn Listener>>,
) -> Result<Papers, Failure> {
    let failed = |e| Failure::start(format!("cannot start the log: {e}"));
    let (manner, mut logs) = (manner(told, start), Vec::new());
    if let Some(path) = &told.log {
        let (file, progress) = (file(path)?, Arc::<AtomicU64>::default());
        let sheet = Sheet::new(file, progress.clone());
        let plain = Manner { colour: false, ..manner };
        logs.push(Log::open(plain, sheet, progress).map_err(failed)?);
    }
    if let Some(printer) = screen {
        let progress = Arc::<AtomicU64>::default();
        let screen = Screen::new(printer, progress.clone());
        logs.push(Log::open(manner, screen, progress).map_err(failed)?);
    }
    let mut listeners = others;
    for log in &logs {
        listeners.push(Box::new(log.clone()));
    }
    if let Some(record) = &record {
        listeners.push(Box::new(record.clone()));
    }
    trace::start(listeners);
    trace::tell_panics();
    Ok(Papers { logs, record })
}

fn file(path: &Path) -> Result<File, Failure> {
    #[cfg(unix)]
    terminal::mind_file_size();
    let file = File::options().create(true).append(true).open(path);
    file.map_err(|e| failed("--log", path, e))
}

pub fn manner(told: &Told, start: u64) -> Manner {
    let colour = match told.color {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => {
            io::stderr().is_terminal() && env::var_os("NO_COLOR").is_none()
        }
    };
    Manner { start, wants: wants(told), brief: told.brief, colour }
}
