//! Calls up a fault: a name in, what happens and what shows it out, and an
//! exit code that says whether it was seen.

use super::hosting::{on_signal, program};
use super::timeline::show;
use super::wrap::wrap;
use super::{Failure, complain};
use crate::cli::Demo;
use crate::demo::{self, Fault, TABLE, Told, naive};
use crate::trace::{cut, escape};
use std::io::{self, IsTerminal, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::process::exit;
use std::thread::{self, sleep};
use std::time::Duration;

/// When it ends, whatever hangs.
const MOST: Duration = Duration::from_secs(19);

pub fn run(flags: &Demo) -> Result<(), Failure> {
    if let Some(name) = &flags.be {
        return be(name);
    }
    let Some(name) = &flags.fault else {
        return show(&list());
    };
    let fault = demo::named(name).ok_or_else(|| {
        let names: Vec<&str> = TABLE.iter().map(|one| one.name).collect();
        let name = escape(name.as_bytes(), 40);
        Failure::usage(format!(
            "there is no demo of {name}; there is: {}",
            names.join(", ")
        ))
    })?;
    on_signal(|code| {
        demo::end_all();
        if io::stderr().is_terminal() {
            // Behind the terminal's own ^C; it may be gone by now.
            let _ = io::stderr().write_all(b"\n");
        }
        exit(code);
    })?;
    watch_the_clock(fault)?;
    let mut shown = Ok(());
    let played = demo::play(fault, &program()?, &mut |told| {
        if shown.is_ok() {
            shown = show(&text(told));
        }
    });
    shown?;
    played.map_err(|unseen| {
        let why = unseen.0;
        Failure::start(format!("{name} was not seen: {why}"))
    })
}

fn watch_the_clock(fault: &'static Fault) -> Result<(), Failure> {
    let clock = thread::Builder::new().name("clock".into());
    let ring = || {
        sleep(MOST);
        let seconds = MOST.as_secs();
        complain(&format!(
            "{} was not seen in {seconds} s: this machine may be too busy; \
             try again",
            fault.name
        ));
        demo::end_all();
        exit(1);
    };
    clock.spawn(ring).map(drop).map_err(Failure::start)
}

/// What `demo` starts as the naive side.
fn be(name: &str) -> Result<(), Failure> {
    let serve = naive::named(name)
        .ok_or_else(|| Failure::usage(format!("no naive server {name}")))?;
    let failed = |e| Failure::start(format!("a naive server: {e}"));
    let listener =
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(failed)?;
    let addr = listener.local_addr().map_err(failed)?;
    show(&format!("listening on {addr}\n"))?;
    serve(&listener, &program()?).map_err(failed)
}

fn list() -> String {
    let line = |one: &Fault| format!("{:<20}{}\n", one.name, one.symptom);
    TABLE.iter().map(line).collect()
}

const WIDTH: usize = 80;

fn text(told: Told) -> String {
    match told {
        Told::Title(name, symptom) => format!("{name}: {symptom}\n"),
        Told::Gap => "\n".into(),
        Told::Point(label, words) => {
            format!("{}\n", hang(&format!("{label:<11}"), words))
        }
        Told::Note(words) => {
            let words = escape(words.as_bytes(), usize::MAX);
            let lines = wrap(&words, WIDTH - 2, "");
            format!("# {}\n", lines.replace('\n', "\n# "))
        }
        Told::Command(line) => command(line),
        Told::Output(bytes) => {
            bytes.split(|byte| *byte == b'\n').map(output).collect()
        }
    }
}

/// The words behind a head, and under themselves where one line is too short.
fn hang(head: &str, words: &str) -> String {
    let width = head.chars().count();
    let under = format!("\n{:width$}", "");
    let words = escape(words.as_bytes(), usize::MAX);
    format!("{head}{}", wrap(&words, WIDTH - width, "").replace('\n', &under))
}

/// As it can be typed, also over two lines.
fn command(line: &str) -> String {
    let lines = wrap(&format!("$ {line}"), WIDTH - 2, "    ");
    format!("{}\n", lines.replace('\n', " \\\n"))
}

/// A line that a program has printed, on two lines of the screen at most.
fn output(line: &[u8]) -> String {
    let line = String::from_utf8_lossy(line).replace('\t', "    ");
    let line = escape(line.trim_end().as_bytes(), usize::MAX);
    let fits = line.chars().count() <= WIDTH;
    let first = line.chars().take(WIDTH + 1).collect::<String>();
    match first.rfind(' ') {
        _ if line.is_empty() => line,
        Some(at) if !fits => {
            let rest = format!("    {}", line[at..].trim_start());
            format!("{}\n{}\n", &line[..at], cut(rest, WIDTH))
        }
        _ => format!("{}\n", cut(line, WIDTH)),
    }
}
