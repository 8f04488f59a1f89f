//! Grades servers: flags in, a report, a line or an object for each, and an
//! exit code out.

mod rows;
mod run_file;
mod text;

use super::Failure;
use super::hosting::on_signals;
use super::timeline::show;
use crate::check::{self, Grade, Plan, Subject};
use crate::cli::{Check, LEVELS};
use crate::client::{Target, is_ours};
use crate::load::{Stop, Wire};
use crate::trace::escape;
use indicatif::ProgressBar;
use std::fs;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::exit;
use std::time::Duration;

/// A server with what it is called in the report; or why it can't be started.
struct Named {
    name: String,
    subject: Result<Subject, &'static str>,
}

pub fn run(flags: &Check) -> Result<(), Failure> {
    flags.check().map_err(Failure::usage)?;
    let all = subjects(flags)?;
    let stop = Stop::new();
    let signal = on_signals(&stop)?;
    let mut passed = true;
    if flags.csv {
        show(&rows::head())?;
    }
    for Named { name, subject } in all {
        let grade = match subject {
            Ok(subject) => graded(flags, subject, &name, &stop),
            Err(why) => Grade::untried(why),
        };
        let pass = passes(flags, &grade);
        passed &= pass;
        show(&match (flags.json, flags.csv, flags.all.is_some()) {
            (true, ..) => rows::object(&name, &grade, pass),
            (_, true, _) => rows::line(&name, &grade, pass),
            (.., true) => text::short(&name, &grade, pass),
            _ => text::long(&name, flags, &grade),
        })?;
        if let Some(code) = signal.get() {
            exit(*code);
        }
    }
    if passed { Ok(()) } else { exit(1) }
}

fn graded(flags: &Check, subject: Subject, name: &str, stop: &Stop) -> Grade {
    let plan = Plan {
        subject,
        wire: if flags.udp { Wire::Udp } else { Wire::Tcp },
        level: flags.level.unwrap_or(LEVELS),
        limit: flags.limit.map(usize::from),
        within: Duration::from_secs(flags.within.into()),
    };
    let bar = spinner();
    let name = escape(name.as_bytes(), 60);
    let grade = check::run(&plan, stop, &mut |what| {
        bar.set_message(format!("{name}: {what}"));
    });
    bar.finish_and_clear();
    grade
}

fn spinner() -> ProgressBar {
    match io::stderr().is_terminal() {
        true => ProgressBar::new_spinner(),
        false => ProgressBar::hidden(),
    }
}

/// The level is reached, and the model is the one that was asked for. Who has
/// not asked for a level gets as far as can be told.
fn passes(flags: &Check, grade: &Grade) -> bool {
    let expected = |model| flags.expect.is_none_or(|one| one.is(model));
    let model = grade.model.as_ref().is_some_and(expected);
    let level = match flags.level {
        Some(level) => grade.level >= level,
        None => grade.level == LEVELS || grade.untold.is_some(),
    };
    level && model
}

fn subjects(flags: &Check) -> Result<Vec<Named>, Failure> {
    if let Some(target) = &flags.target {
        let addr = reached(target)?;
        let subject = Ok(Subject::There(addr));
        return Ok(vec![Named { name: target.to_string(), subject }]);
    }
    let Some(dir) = &flags.all else {
        let words = flags.command.clone();
        let name = words.join(" ");
        let subject = Ok(Subject::Command { words, folder: None });
        return Ok(vec![Named { name, subject }]);
    };
    folders(dir)
}

fn reached(target: &Target) -> Result<std::net::SocketAddr, Failure> {
    let fail = |e| Failure::start(format!("cannot look up {target}: {e}"));
    let addrs = target.addrs().map_err(fail)?;
    let Some(addr) = addrs.iter().copied().find(|addr| is_ours(*addr)) else {
        return Err(Failure::usage(format!(
            "{target} is neither loopback nor private: a check sends resets \
             and floods, and is for your own server"
        )));
    };
    Ok(addr)
}

/// Each folder, by name.
fn folders(dir: &Path) -> Result<Vec<Named>, Failure> {
    let fail =
        |e| Failure::start(format!("cannot read {}: {e}", dir.display()));
    let mut all = Vec::new();
    for entry in fs::read_dir(dir).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if !path.is_dir() || name.starts_with('.') {
            continue;
        }
        let subject = can_run(&path.join("run")).and_then(|()| {
            let folder = path.canonicalize();
            let folder = folder.map_err(|_| "it can't be entered")?;
            let words = vec!["./run".into(), "{port}".into()];
            Ok(Subject::Command { words, folder: Some(folder) })
        });
        all.push(Named { name: name.into_owned(), subject });
    }
    all.sort_by(|a, b| a.name.cmp(&b.name));
    if all.is_empty() {
        return Err(Failure::start(format!(
            "there is no folder in {}: each student's folder has a file run \
             that starts the server with the port as its only word",
            dir.display()
        )));
    }
    Ok(all)
}

fn can_run(file: &Path) -> Result<(), &'static str> {
    let Ok(about) = fs::metadata(file) else {
        return Err("it has no file run");
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if about.permissions().mode() & 0o111 == 0 {
            return Err("its file run is not executable (chmod +x run)");
        }
    }
    match about.is_file() {
        true => run_file::can_be_read(file),
        false => Err("its run is no file"),
    }
}
