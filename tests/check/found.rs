//! A grading that was run, and what it found.

use crate::common::{Folder, Process};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

pub fn program() -> &'static str {
    env!("CARGO_BIN_EXE_echostage")
}

pub fn command(flags: &str) -> Command {
    let mut command = Command::new(program());
    command.arg("check").args(flags.split_whitespace());
    command.stdin(Stdio::null());
    command
}

/// The words that start a server with one fault.
pub fn wrong(way: &str) -> Vec<String> {
    script("wrong_server.py", way)
}

/// The words that start a server without one.
pub fn right(kind: &str) -> Vec<String> {
    script("right_server.py", kind)
}

/// Compiled once, and without what a machine adds to Python (-S): that is more
/// than half of a start, and a grading has twenty.
fn script(name: &str, way: &str) -> Vec<String> {
    let file = compiled().join(format!("{name}c"));
    let file = file.to_str().unwrap();
    [python(), "-S", file, way, "{port}"].map(String::from).to_vec()
}

/// Where they are compiled to.
fn compiled() -> &'static Path {
    static FOLDER: OnceLock<&Path> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let to = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let from = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/check");
        let script = "import py_compile, sys
for name in 'wrong_server.py', 'right_server.py':
    py_compile.compile(f'{sys.argv[1]}/{name}', f'{sys.argv[2]}/{name}c')";
        let mut python = Command::new(python());
        python.args(["-c", script, from]).arg(to);
        assert!(python.status().unwrap().success());
        to
    })
}

/// The interpreter itself: a wrapper before it may need longer than it.
pub fn python() -> &'static str {
    static FILE: OnceLock<String> = OnceLock::new();
    FILE.get_or_init(|| {
        let script = "import sys; print(sys.executable)";
        let said = Command::new("python3").args(["-c", script]).output();
        String::from_utf8(said.unwrap().stdout).unwrap().trim().into()
    })
}

/// The words that start a stage.
pub fn stage(flags: &str) -> Vec<String> {
    let words = [program(), "-q", "--listen", "127.0.0.1:{port}", "--stage"];
    words.into_iter().chain(flags.split(' ')).map(String::from).collect()
}

pub struct Found {
    pub all: Value,
    pub code: Option<i32>,
}

impl Found {
    /// Fails where it can't be read, or has left a process behind.
    pub fn run(flags: &str, words: &[String]) -> Self {
        let mut command = command(flags);
        // A machine that runs all the tests is a busy one.
        command.args(["--within", "150", "--json", "--"]).args(words);
        // Its own folder, by which what it started is known again.
        let folder = Folder::new();
        command.current_dir(folder.path());
        let Output { status, stdout, stderr } = command.output().unwrap();
        let told = String::from_utf8_lossy(&stderr).into_owned();
        let all = serde_json::from_slice(&stdout)
            .unwrap_or_else(|e| panic!("{e}, told: {told}"));
        assert_eq!(left_in(folder.path()), Vec::<String>::new());
        Self { all, code: status.code() }
    }

    pub fn level(&self) -> u64 {
        self.all["grade"]["level"].as_u64().unwrap()
    }

    /// One word for each part of the model, and what was seen.
    pub fn model(&self) -> String {
        let model = &self.all["grade"]["model"];
        format!(
            "{} by {}, others: {}",
            model["at_a_time"], model["served_by"], model["others_wait"]
        )
        .replace('"', "")
    }

    pub fn evidence(&self) -> &str {
        self.all["grade"]["model"]["evidence"].as_str().unwrap()
    }

    /// The promises of which nothing could be told.
    pub fn untold(&self) -> Vec<&str> {
        let all = self.all["grade"]["tried"].as_array().unwrap();
        let untold = all.iter().filter(|one| one["finding"]["is"] == "untold");
        untold.map(|one| one["probe"].as_str().unwrap()).collect()
    }

    /// The promises that are broken, each with what was seen.
    pub fn broken(&self) -> Vec<(String, String)> {
        let all = self.all["grade"]["tried"].as_array().unwrap();
        let broken = all.iter().filter(|one| one["finding"]["is"] == "broken");
        broken
            .map(|one| {
                let say = |value: &Value| value.as_str().unwrap().to_string();
                (say(&one["probe"]), say(&one["finding"]["say"]["seen"]))
            })
            .collect()
    }
}

/// Plays it for each, some of them beside each other: they mostly wait.
pub fn beside<T: Sync>(all: &[T], play: impl Fn(&T) + Sync) {
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..5 {
            scope.spawn(|| {
                while let Some(one) = all.get(next.fetch_add(1, Relaxed)) {
                    play(one);
                }
            });
        }
    });
}

/// The command lines of processes that run in this folder.
pub fn left_in(folder: &Path) -> Vec<String> {
    let all = fs::read_dir("/proc").unwrap().flatten();
    let pids = all.filter_map(|e| e.file_name().to_str()?.parse().ok());
    let here = |pid: &u32| {
        let cwd = fs::read_link(format!("/proc/{pid}/cwd"));
        cwd.is_ok_and(|cwd| cwd == folder)
    };
    pids.filter(here).map(|pid| Process(pid).command_line()).collect()
}
