//! What echostage costs, measured against servers built beside it. Counts are
//! exact; times are ratios taken in one run, because a machine's speed drifts.
//!
//!     cargo bench --bench speed -- [--only NAME] [--rounds N] [--server PATH]

mod bulk;
mod busy;
mod client;
mod counted;
mod idle;
mod pingpong;
mod pipe;
mod recorded;
mod rounds;
#[allow(dead_code)] // make peers uses more of it
mod server;
mod short;
#[allow(dead_code)] // make peers uses more of it
mod table;
mod work;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;
use table::Table;

const NAMES: &str = "counted, pingpong, busy, bulk, pipe, idle, short, \
    recorded";

type Scenario = (&'static str, fn(&Bench, &mut Table));

const SCENARIOS: [Scenario; 8] = [
    ("counted", counted::run),
    ("pingpong", pingpong::run),
    ("busy", busy::run),
    ("bulk", bulk::run),
    ("pipe", pipe::run),
    ("idle", idle::run),
    ("short", short::run),
    ("recorded", recorded::run),
];

/// What the command line settles: how often, and which programs.
pub struct Bench {
    pub rounds: usize,
    pub ours: PathBuf,
    pub naive: PathBuf,
    pub bare: PathBuf,
    pub bare_udp: PathBuf,
    pub bare_client: PathBuf,
    only: Vec<String>,
}

impl Bench {
    fn from_args() -> Result<Self, String> {
        let built = Path::new(env!("CARGO_BIN_EXE_echostage"));
        let peers = built.with_file_name("examples");
        let mut bench = Self {
            rounds: 51,
            ours: built.into(),
            naive: peers.join("naive"),
            bare: peers.join("bare"),
            bare_udp: peers.join("bare_udp"),
            bare_client: peers.join("bare_client"),
            only: Vec::new(),
        };
        let mut args = std::env::args().skip(1);
        while let Some(flag) = args.next() {
            if flag == "--bench" {
                continue; // what cargo itself adds
            }
            let value = args.next().ok_or(format!("{flag} needs a value"))?;
            match flag.as_str() {
                "--server" => bench.ours = value.into(),
                "--rounds" => bench.rounds = at_least_one(&value)?,
                "--only" => bench.choose(&value)?,
                _ => return Err(format!("{flag}: no such flag")),
            }
        }
        let programs = [
            &bench.ours,
            &bench.naive,
            &bench.bare,
            &bench.bare_udp,
            &bench.bare_client,
        ];
        if let Some(gone) = programs.into_iter().find(|one| !one.exists()) {
            return Err(format!(
                "{} is not there; cargo build --release --examples makes it",
                gone.display()
            ));
        }
        Ok(bench)
    }

    fn choose(&mut self, names: &str) -> Result<(), String> {
        for name in names.split(',') {
            if SCENARIOS.iter().all(|(known, _)| *known != name) {
                return Err(format!("--only {name}: use one of {NAMES}"));
            }
            self.only.push(name.into());
        }
        Ok(())
    }

    fn wants(&self, name: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| only == name)
    }
}

fn at_least_one(value: &str) -> Result<usize, String> {
    let count = value.parse().ok().filter(|count| (1..=100).contains(count));
    count.ok_or(format!("--rounds {value}: use a number from 1 to 100"))
}

fn main() -> ExitCode {
    let bench = match Bench::from_args() {
        Ok(bench) => bench,
        Err(e) => {
            eprintln!("bench: {e}");
            return ExitCode::from(2);
        }
    };
    let begun = Instant::now();
    let mut table = Table::open(bench.rounds, false);
    for (name, run) in SCENARIOS {
        if bench.wants(name) {
            run(&bench, &mut table);
        }
    }
    table.close(begun.elapsed())
}
