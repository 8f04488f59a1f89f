//! One file per thing that a person can ask for.

mod above;
#[cfg(unix)]
mod alone;
mod check;
mod client;
mod compare;
mod compare_shown;
mod console;
#[cfg(target_os = "linux")]
mod demo;
mod doctor;
mod drawings;
mod editor;
mod ends;
mod explain;
mod files;
mod held;
mod hosting;
mod lesson;
mod load;
mod manner;
#[cfg(not(unix))]
mod no_alone;
#[cfg(not(target_os = "linux"))]
mod no_demo;
#[cfg(not(unix))]
mod no_watch;
mod orders;
mod page;
mod recording;
mod serve;
mod stats;
mod step;
mod stop;
mod stopper;
mod telling;
mod terminal;
mod timeline;
mod turn;
mod typing;
#[cfg(unix)]
mod watch;
#[cfg(unix)]
mod watching;
mod wrap;

#[cfg(not(unix))]
use no_alone as alone;
#[cfg(not(target_os = "linux"))]
use no_demo as demo;
#[cfg(not(unix))]
use no_watch::{watch, watching};

pub use alone::child;

use crate::cli::{Cli, Verb};
use crate::trace::escape;
use std::fmt::Display;
use std::io::{self, Write};
use wrap::wrap;

/// Why a command could not be done: 1 for the world, 2 for the words, 3 for
/// a peer that could not be reached.
pub struct Failure {
    pub code: i32,
    pub text: String,
}

impl Failure {
    pub fn usage(text: impl Display) -> Self {
        Self { code: 2, text: text.to_string() }
    }

    pub fn start(text: impl Display) -> Self {
        Self { code: 1, text: text.to_string() }
    }
}

pub fn run(cli: Cli) -> Result<(), Failure> {
    match cli.verb.unwrap_or(Verb::Serve(cli.serve)) {
        Verb::Serve(flags) if flags.inetd => alone::inetd(&flags),
        Verb::Serve(flags) => serve::run(&flags),
        Verb::Client(flags) => client::run(flags),
        Verb::Load(flags) => load::run(&flags),
        Verb::Compare(flags) => compare::run(flags),
        Verb::Check(flags) => check::run(&flags),
        Verb::Demo(flags) => demo::run(&flags),
        Verb::Timeline(flags) => timeline::run(&flags),
        Verb::Watch(flags) => watch::run(&flags),
        Verb::Lesson(flags) => lesson::run(&flags),
        Verb::Doctor(flags) => doctor::run(&flags),
    }
}

/// One line on standard error, unless a super-server has put the client there.
pub fn complain(text: &str) {
    complain_within(usize::MAX, text);
}

/// The same, broken between words into lines of so many columns.
fn complain_within(width: usize, text: &str) {
    if !alone::is_client(io::stderr()) {
        let text = escape(text.as_bytes(), usize::MAX);
        let line = wrap(&format!("echostage: {text}\n"), width, "  ");
        // In one write: others may share standard error. (`eprintln!` writes
        // in pieces, and panics when it is gone: then nobody is to be told.)
        let _ = io::stderr().write_all(line.as_bytes());
    }
}
