//! Starts the log as the flags want it.

use super::Failure;
#[cfg(unix)]
use super::terminal;
use crate::cli::{Colour, Told};
use crate::trace::{
    self, Kinds, Listener, Log, Manner, Printer, Screen, Sheet,
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

/// The logs that run, to be written out before the end.
#[derive(Clone)]
pub struct Logs(Vec<Log>);

impl Logs {
    /// Waits until all is written; see `Log::flush`.
    pub fn flush(&self, most: Duration) {
        self.0.iter().for_each(|log| log.flush(most));
    }
}

/// Starts a log on standard error if there is a `screen`, and one in a file.
/// Each has a writer of its own: one may be stuck. `others` listen besides.
pub fn start(
    told: &Told,
    screen: Option<Printer>,
    others: Vec<Box<dyn Listener>>,
) -> Result<Logs, Failure> {
    let failed = |e| Failure::start(format!("cannot start the log: {e}"));
    let (manner, mut logs) = (manner(told), Vec::new());
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
    trace::start(listeners);
    trace::tell_panics();
    Ok(Logs(logs))
}

fn file(path: &Path) -> Result<File, Failure> {
    #[cfg(unix)]
    terminal::mind_file_size();
    File::options().create(true).append(true).open(path).map_err(|e| {
        let path = path.display();
        Failure::start(format!(
            "cannot write --log {path}: {e}; name a file in a folder that \
             exists and is yours"
        ))
    })
}

/// Times count from now.
pub fn manner(told: &Told) -> Manner {
    let colour = match told.color {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => {
            io::stderr().is_terminal() && env::var_os("NO_COLOR").is_none()
        }
    };
    let start = trace::clock();
    Manner { start, wants: wants(told), brief: told.brief, colour }
}
