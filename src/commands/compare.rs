//! Compares stages and other servers: flags in, a table and an exit code out.

use super::compare_shown::{check, shown};
use super::timeline::show;
use super::{Failure, complain};
use crate::cli::Compare;
use crate::compare::{self, Moment, Plan, bare};
use crate::load::Stop;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::env;
use std::io::{self, IsTerminal};
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::process::exit;
#[cfg(unix)]
use std::thread;
use std::time::Duration;

pub fn run(flags: Compare) -> Result<(), Failure> {
    if flags.bare_loop {
        return be_bare();
    }
    flags.check().map_err(Failure::usage)?;
    check(&flags.shown)?;
    let plan = Plan {
        program: program()?,
        stages: flags.chosen(),
        scenarios: flags.scenarios(),
        workers: flags.workers.into(),
        quick: flags.quick,
        patience: flags.patience.map(Duration::from_millis),
        also: flags.also,
    };
    let stop = Stop::new();
    on_signals(&stop)?;
    let bar = bar();
    let found = compare::run(&plan, &stop, &mut |now: Moment| {
        bar.set_position((now.done * FULL as f64) as u64);
        bar.set_message(format!(
            "{}: {}",
            now.scenario,
            escaped(now.contestant)
        ));
    });
    bar.finish_and_clear();
    shown(&flags.shown, &found)?;
    for line in &found.failures {
        complain(line);
    }
    match (found.cut_short, found.failures.is_empty()) {
        (true, _) => exit(130),
        (_, false) => exit(1),
        _ => Ok(()),
    }
}

/// This very program, also where its file was replaced meanwhile.
pub fn program() -> Result<PathBuf, Failure> {
    let own = env::current_exe().map_err(|e| {
        Failure::start(format!("cannot find this program's own file: {e}"))
    })?;
    let linux = PathBuf::from("/proc/self/exe");
    Ok(if own.exists() || !linux.exists() { own } else { linux })
}

fn be_bare() -> Result<(), Failure> {
    let failed = |e: io::Error| Failure::start(format!("the bare loop: {e}"));
    let listener =
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(failed)?;
    let addr = listener.local_addr().map_err(failed)?;
    show(&format!("listening on {addr}\n"))?;
    bare::serve(&listener).map_err(failed)
}

/// The first asks for what there is by now. The second ends us at once, and
/// our servers, which are no part of the terminal's group.
pub fn on_signals(stop: &Stop) -> Result<(), Failure> {
    let handle = stop.clone();
    on_signal(move |code| {
        if handle.is_set() {
            compare::kill_all();
            exit(code);
        }
        handle.stop();
    })
}

/// What is done at each Ctrl-C, SIGTERM and SIGHUP, with the exit code that
/// tells of it.
pub fn on_signal(
    signalled: impl Fn(i32) + Clone + Send + 'static,
) -> Result<(), Failure> {
    #[cfg(unix)]
    {
        use signal_hook::consts::{SIGHUP, SIGTERM};
        use signal_hook::iterator::Signals;
        let signalled = signalled.clone();
        let mut signals =
            Signals::new([SIGTERM, SIGHUP]).map_err(Failure::start)?;
        let ear = thread::Builder::new().name("signals".into());
        ear.spawn(move || {
            for signal in signals.forever() {
                signalled(128 + signal);
            }
        })
        .map_err(Failure::start)?;
    }
    ctrlc::set_handler(move || signalled(130)).map_err(Failure::start)
}

const FULL: u64 = 1000;

fn bar() -> ProgressBar {
    let target = if io::stderr().is_terminal() {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    let bar = ProgressBar::with_draw_target(Some(FULL), target);
    // The template is ours: it parses, or the default one will do.
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {elapsed} {msg}")
    {
        bar.set_style(style.progress_chars("━╸─"));
    }
    bar
}

fn escaped(name: &str) -> String {
    crate::trace::escape(name.as_bytes(), usize::MAX)
}
