//! Starts the log as the flags want it.

use super::Failure;
use crate::cli::{Colour, Told};
use crate::trace::{self, Kinds, Listener, Log, Manner, Printer};
use std::env;
use std::fs::File;
use std::io::{self, IsTerminal};

/// How talkative the log is.
pub fn wants(told: &Told) -> Kinds {
    let usual = Kinds::TROUBLE.and(Kinds::EVENTS);
    match told {
        Told { verbose: true, .. } => usual.and(Kinds::SAID).and(Kinds::CALLS),
        Told { quiet: true, .. } => Kinds::TROUBLE,
        _ => usual,
    }
}

/// Starts the log: on standard error if there is a `screen`, and in a file.
/// `others` listen besides.
pub fn start(
    told: &Told,
    screen: Option<Printer>,
    others: Vec<Box<dyn Listener>>,
) -> Result<Log, Failure> {
    let file = told.log.as_ref().map(|path| {
        File::options().create(true).append(true).open(path).map_err(|e| {
            let path = path.display();
            Failure::start(format!(
                "cannot write --log {path}: {e}; name a file in a folder \
                 that exists and is yours"
            ))
        })
    });
    let manner = manner(told);
    let log = Log::open(manner, screen, file.transpose()?)
        .map_err(|e| Failure::start(format!("cannot start the log: {e}")))?;
    let mut listeners = others;
    listeners.push(Box::new(log.clone()));
    trace::start(listeners);
    trace::tell_panics();
    Ok(log)
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
