//! Who takes part: stages, the bare loop, and what `--also` brings.

use super::result::{AtATime, Contestant, Kind};
use crate::hosted::{Absent, Server};
use crate::load::Stop;
use crate::stage::{self, Stage};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The word that makes this program the bare loop.
pub const BARE_LOOP: &str = "--bare-loop";

/// The bare loop's name in the table.
pub const BARE: &str = "bare";

/// A server that is not ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Also {
    pub name: String,
    /// For `sh -c`, with `{port}` where its port goes.
    pub command: String,
}

pub struct Contender {
    pub about: Contestant,
    start: Start,
}

enum Start {
    Stage { program: PathBuf, words: Vec<String> },
    Bare(PathBuf),
    Also(String),
}

impl Contender {
    pub fn stage(program: &Path, stage: &Stage, workers: usize) -> Self {
        let words = ["--stage", stage.name, "--listen", "127.0.0.1:0", "-q"];
        // What was cut off in the middle of a turn shall not be waited for.
        let mut words: Vec<String> =
            words.iter().chain(&["--grace", "0.1"]).map(word).collect();
        let at_a_time = match stage.at_a_time {
            stage::AtATime::One => AtATime::One,
            stage::AtATime::All => AtATime::All,
            stage::AtATime::Workers => {
                words.extend(["--workers".into(), workers.to_string()]);
                AtATime::Workers(workers)
            }
        };
        let about = Contestant {
            name: stage.name.into(),
            kind: Kind::Stage,
            model: stage.model.into(),
            at_a_time,
            udp: stage.is_udp(),
            command: format!("echostage {}", words.join(" ")),
        };
        let program = program.to_path_buf();
        Self { about, start: Start::Stage { program, words } }
    }

    pub fn bare(program: &Path) -> Self {
        let about = Contestant {
            name: BARE.into(),
            kind: Kind::Baseline,
            model: "a thread per client, std alone: nothing around the loop"
                .into(),
            at_a_time: AtATime::All,
            udp: false,
            command: format!("echostage compare {BARE_LOOP}"),
        };
        Self { about, start: Start::Bare(program.to_path_buf()) }
    }

    pub fn also(also: &Also) -> Self {
        let about = Contestant {
            name: also.name.clone(),
            kind: Kind::Also,
            model: "from --also".into(),
            at_a_time: AtATime::Unknown,
            udp: false,
            command: also.command.clone(),
        };
        Self { about, start: Start::Also(also.command.clone()) }
    }

    /// It has none of our flags.
    pub fn is_foreign(&self) -> bool {
        self.about.kind != Kind::Stage
    }

    /// Starts it; `flags` are a scenario's own, and only for stages of ours.
    pub fn start(&self, flags: &[&str], stop: &Stop) -> Result<Server, Absent> {
        match &self.start {
            Start::Stage { program, words } => {
                let mut command = Command::new(program);
                command.args(words).args(flags);
                Server::that_says(command)
            }
            Start::Bare(program) => {
                let mut command = Command::new(program);
                command.args(["compare", BARE_LOOP]);
                Server::that_says(command)
            }
            Start::Also(line) => Server::that_is_told(line, stop),
        }
    }
}

fn word(word: &&str) -> String {
    (*word).to_string()
}
