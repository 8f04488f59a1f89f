//! Ours and other hands' servers, by the same client in the same run. Each
//! figure is a ratio, because a machine's speed drifts; README.md says what
//! each row means.
//!
//!     make peers ARGS='[--only ROW,…] [--rounds N] [--markdown]'

#[allow(dead_code)] // make bench uses more of it
#[path = "../bench/client.rs"]
mod client;
mod contest;
mod machine;
#[allow(dead_code)] // its test asks more of it
mod roster;
#[path = "../bench/rounds.rs"]
mod rounds;
mod rows;
#[path = "../bench/server/mod.rs"]
mod server;
#[path = "../bench/table.rs"]
mod table;
#[path = "../bench/work/mod.rs"]
mod work;

use rows::ROWS;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;
use table::Table;

/// What the command line settles.
pub struct Bench {
    pub rounds: usize,
    pub ours: PathBuf,
    /// Where cargo puts what it builds from Rust.
    pub examples: PathBuf,
    only: Vec<String>,
    markdown: bool,
}

impl Bench {
    fn from_args() -> Result<Self, String> {
        let built = Path::new(env!("CARGO_BIN_EXE_echostage"));
        let mut bench = Self {
            rounds: 21,
            ours: built.into(),
            examples: built.with_file_name("examples"),
            only: Vec::new(),
            markdown: false,
        };
        let mut args = std::env::args().skip(1);
        while let Some(flag) = args.next() {
            let mut value = || args.next().ok_or(format!("{flag}: no value"));
            match &*flag {
                "--bench" => (), // what cargo itself adds
                "--markdown" => bench.markdown = true,
                "--server" => bench.ours = value()?.into(),
                "--rounds" => bench.rounds = at_least_one(&value()?)?,
                "--only" => bench.choose(&value()?)?,
                _ => return Err(format!("{flag}: no such flag")),
            }
        }
        Ok(bench)
    }

    fn choose(&mut self, names: &str) -> Result<(), String> {
        let known: Vec<_> = ROWS.iter().map(|(name, _)| *name).collect();
        for name in names.split(',') {
            if !known.contains(&name) {
                let known = known.join(", ");
                return Err(format!("--only {name}: use one of {known}"));
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
            eprintln!("peers: {e}");
            return ExitCode::from(2);
        }
    };
    let begun = Instant::now();
    machine::describe(bench.markdown);
    let before = machine::Pulse::now();
    let mut table = Table::open(bench.rounds, bench.markdown);
    for (name, run) in ROWS {
        if bench.wants(name) {
            run(&bench, &mut table);
        }
    }
    let code = table.close(begun.elapsed());
    println!("{}", before.until_now());
    code
}
