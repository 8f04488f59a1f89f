//! A comparison that was run, and what it found.

use crate::common::{Folder, Process};
use serde_json::Value;
use std::process::{Command, Output, Stdio};

pub fn command(args: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_echostage"));
    command.arg("compare").args(args.split_whitespace());
    command.stdin(Stdio::null());
    command
}

/// One of the bad servers, as `--also` takes it.
pub fn bad(way: &str) -> String {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/compare/");
    format!("--also={way}=exec python3 {script}bad_server.py {way} {{port}}")
}

pub struct Found {
    pub all: Value,
    pub code: Option<i32>,
    pub told: String,
}

impl Found {
    /// Fails where it can't be read, or has left a process behind.
    pub fn run(args: &str, also: &[&str]) -> Self {
        let mut command = command(args);
        command.arg("--json").args(also.iter().map(|way| bad(way)));
        // Its own folder, by which what it started is known again.
        let folder = Folder::new();
        command.current_dir(folder.path());
        let Output { status, stdout, stderr } = command.output().unwrap();
        let told = String::from_utf8_lossy(&stderr).into_owned();
        let all = serde_json::from_slice(&stdout)
            .unwrap_or_else(|e| panic!("{e}, told: {told}"));
        assert_eq!(left_in(&folder), Vec::<String>::new());
        Self { all, code: status.code(), told }
    }

    /// The contestant's cell in the scenario's row of this name.
    pub fn cell(&self, scenario: &str, row: &str, name: &str) -> &Value {
        let names = self.all["contestants"].as_array().unwrap();
        let nth = names.iter().position(|one| one["name"] == name);
        &self.row(scenario, row)["cells"][nth.unwrap()]
    }

    pub fn row(&self, scenario: &str, name: &str) -> &Value {
        let mut rows = self.all["rows"].as_array().unwrap().iter();
        let found =
            rows.find(|r| r["scenario"] == scenario && r["name"] == name);
        found.unwrap_or_else(|| panic!("no {scenario}: {name}"))
    }

    pub fn value(&self, scenario: &str, row: &str, name: &str) -> f64 {
        let cell = self.cell(scenario, row, name);
        cell["value"].as_f64().unwrap_or_else(|| panic!("{cell}"))
    }

    pub fn verdict(&self, scenario: &str, row: &str, name: &str) -> String {
        let verdict = &self.cell(scenario, row, name)["verdict"];
        let (is, say) = (&verdict["is"], &verdict["say"]);
        match say.as_str() {
            Some(say) => format!("{}: {say}", is.as_str().unwrap()),
            None => is.as_str().unwrap().to_string(),
        }
    }

    pub fn sentence(&self, scenario: &str, row: &str) -> &str {
        self.row(scenario, row)["sentence"].as_str().unwrap()
    }
}

/// The command lines of processes that work in this folder.
pub fn left_in(folder: &Folder) -> Vec<String> {
    let all = std::fs::read_dir("/proc").unwrap().flatten();
    let pids = all.filter_map(|e| e.file_name().to_str()?.parse().ok());
    let here = |pid: &u32| {
        let cwd = std::fs::read_link(format!("/proc/{pid}/cwd"));
        cwd.is_ok_and(|cwd| cwd == folder.path())
    };
    let line = |pid| Process(pid).command_line();
    pids.filter(here).map(line).collect()
}
