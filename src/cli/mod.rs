//! Every flag: its name, its help, its bounds. Nothing else.

mod check;
mod client;
mod compare;
mod compare_shown;
mod demo;
mod doctor;
mod drawings;
mod lesson;
mod load;
mod mischief;
mod seen;
mod serve;
mod timeline;
mod values;

pub use check::{Check, LEVELS};
pub use client::Client;
pub use compare::Compare;
pub use compare_shown::{Shown, is_output};
pub use demo::Demo;
pub use doctor::Doctor;
pub use drawings::Drawings;
pub use lesson::Lesson;
pub use load::Load;
pub use seen::{Seen, Step, Watch};
pub use serve::{Colour, Crew, Limits, Many, Serve, Talk, Told, Udp};
pub use timeline::Timeline;

use crate::commands::Failure;
use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{
    ArgMatches, CommandFactory, FromArgMatches, Id, Parser, Subcommand,
};
use std::env;
use std::io::{self, Write};
use std::process::exit;

/// A blocking echo server that teaches concurrency: the same service in
/// stages, one flag apart.
#[derive(Debug, Parser)]
#[command(
    name = "echostage",
    version,
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    after_help = "Try: echostage --stage single, and in two other terminals \
                  telnet 127.0.0.1 8899"
)]
pub struct Cli {
    #[command(flatten)]
    pub serve: Serve,
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Serve clients: what echostage does without a verb
    Serve(Serve),
    /// Talk to a server over TCP or UDP, also in ways that it won't like
    Client(Client),
    /// Load a server with clients that check each answer, and measure it
    Load(Load),
    /// Put every stage, and any other server, through the same scenarios, and
    /// say what the figures prove
    Compare(Compare),
    /// Grade an echo server of any hand: its model, and what it keeps
    Check(Check),
    /// Make a fault happen, and show it: time-wait, zombies, lost-update, …
    Demo(Demo),
    /// Draw a recording: who waited, who was served, where each thread stood
    Timeline(Timeline),
    /// Show live who waits for whom, for how long, at a server with --watch
    Watch(Watch),
    /// Read, play or print a lesson of the course
    Lesson(Lesson),
    /// Look for what is wrong on this machine: who holds the port, what is
    /// left over, missing, or too little
    Doctor(Doctor),
}

/// The words of the command line; exits after `--help` and `--version`.
/// Wrong words fail with code 2 and one line.
pub fn parse() -> Result<Cli, Failure> {
    words().map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            shown(error.print().and_then(|()| io::stdout().flush()))
        }
        _ => {
            let words = env::args_os().skip(1);
            let words = words.map(|word| word.to_string_lossy().into_owned());
            let forgot = check::forgot(words).map(String::from);
            Failure::usage(forgot.unwrap_or(one_line(&error.to_string())))
        }
    })
}

fn words() -> Result<Cli, clap::Error> {
    let matches = Cli::command().try_get_matches()?;
    let mut cli = Cli::from_arg_matches(&matches)?;
    match (&mut cli.verb, matches.subcommand()) {
        (Some(Verb::Serve(flags)), Some((_, words))) => {
            flags.given = given(words);
        }
        _ => cli.serve.given = given(&matches),
    }
    Ok(cli)
}

fn given(words: &ArgMatches) -> Vec<String> {
    let typed = |id: &&Id| {
        words.value_source(id.as_str()) == Some(ValueSource::CommandLine)
    };
    let name = |id: &Id| id.as_str().replace('_', "-");
    words.ids().filter(typed).map(name).collect()
}

/// The end of a run that only shows a text.
fn shown(result: io::Result<()>) -> Failure {
    match result {
        Ok(()) => exit(0),
        // Whoever read it has read enough.
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => exit(0),
        Err(e) => Failure::start(format!("cannot write to the output: {e}")),
    }
}

/// clap explains a mistake over several lines; we say it in one.
fn one_line(text: &str) -> String {
    let text = text.split("\n\nUsage:").next().unwrap_or(text);
    let lines = text.lines().map(str::trim).filter(|line| {
        !line.is_empty() && !line.starts_with("For more information")
    });
    let line = lines.collect::<Vec<_>>().join("; ");
    let line = line.trim_start_matches("error: ").replace(":;", ":");
    format!("{line} (see --help)")
}
