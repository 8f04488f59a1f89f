//! Compares stages and other servers: flags in, a table and an exit code out.

use super::compare_shown::{check, shown};
use super::files::same;
use super::hosting::{on_signals, program};
use super::timeline::show;
use super::{Failure, complain};
use crate::cli::Compare;
use crate::compare::{self, Moment, Plan, bare};
use crate::load::Stop;
use crate::trace;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::exit;
use std::time::Duration;

pub fn run(flags: Compare) -> Result<(), Failure> {
    if flags.bare_loop {
        return be_bare();
    }
    flags.check().map_err(Failure::usage)?;
    check(&flags.shown)?;
    if let Some(file) = &flags.from {
        return again(&flags, file);
    }
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
            escape(now.contestant)
        ));
    });
    bar.finish_and_clear();
    let told = shown(&flags.shown, &found);
    for line in &found.failures {
        complain(line);
    }
    told?;
    match (found.cut_short, found.failures.is_empty()) {
        (true, _) => exit(130),
        (_, false) => exit(1),
        _ => Ok(()),
    }
}

/// What was measured once is shown.
fn again(flags: &Compare, file: &Path) -> Result<(), Failure> {
    let json = flags.shown.json.as_deref();
    if json.is_some_and(|json| same(json, file)) {
        return Err(Failure::usage(
            "--json and --from name the same file: what is not shown would be \
             lost; name two",
        ));
    }
    let mut found = compare::stored(file).map_err(Failure::start)?;
    let wanted = flags.scenarios();
    found.rows.retain(|row| wanted.iter().any(|one| one.name == row.scenario));
    let told = shown(&flags.shown, &found);
    // Then, and not now: it decides no exit code.
    for line in &found.failures {
        complain(&format!("when it was measured: {}", escape(line)));
    }
    told
}

fn be_bare() -> Result<(), Failure> {
    let failed = |e: io::Error| Failure::start(format!("the bare loop: {e}"));
    let listener =
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(failed)?;
    let addr = listener.local_addr().map_err(failed)?;
    show(&format!("listening on {addr}\n"))?;
    bare::serve(&listener).map_err(failed)
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

fn escape(text: &str) -> String {
    trace::escape(text.as_bytes(), LONG)
}

/// Characters of a name, or of what went wrong.
const LONG: usize = 300;
