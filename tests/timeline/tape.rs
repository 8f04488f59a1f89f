//! Recordings made by hand, after src/trace/record/format.rs; and what
//! `timeline` makes of them.

use crate::common::Folder;
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// When the server of every tape started, on its clock.
pub const START: u64 = 7_000_000_000_000;

/// A recording in the making. Times are milliseconds since the start.
pub struct Tape {
    head: Value,
    /// When each entry ended, and its line.
    lines: Vec<(f64, Value)>,
}

pub fn ns(ms: f64) -> u64 {
    START + (ms * 1e6) as u64
}

impl Tape {
    pub fn of(stage: &str) -> Self {
        let head = json!({
            "echostage": 1, "version": "0.1.0", "stage": stage,
            "service": "echo", "flags": ["--stage", stage],
            "listen": "127.0.0.1:8899", "pid": 4242, "start": START,
            "date": 1_763_700_000,
        });
        Self { head, lines: Vec::new() }
    }

    /// Something at a moment.
    pub fn at(&mut self, ms: f64, what: &str, rest: Value) -> &mut Self {
        let mut entry = json!({ "ns": ns(ms), "what": what });
        merge(&mut entry, rest);
        self.lines.push((ms, entry));
        self
    }

    /// A call from one moment to another.
    pub fn call(
        &mut self,
        (from, to): (f64, f64),
        what: &str,
        thread: &str,
        rest: Value,
    ) -> &mut Self {
        let took = ns(to) - ns(from);
        let mut entry = json!({
            "ns": ns(from), "took": took, "what": what, "thread": thread,
        });
        merge(&mut entry, rest);
        self.lines.push((to, entry));
        self
    }

    /// A call that had not ended when the recording did.
    pub fn open(&mut self, from: f64, what: &str, thread: &str, conn: u64) {
        self.at(
            from,
            what,
            json!({
                "thread": thread, "conn": conn, "open": true,
            }),
        );
    }

    /// An accept that ends with connection `conn`.
    pub fn accept(&mut self, when: (f64, f64), thread: &str, conn: u64) {
        self.call(when, "accept", thread, json!({}));
        self.at(
            when.1,
            "accepted",
            json!({
                "thread": thread, "conn": conn, "peer": peer(conn), "inside": 1,
            }),
        );
    }

    /// A read of 6 bytes; of 0, an end-of-file, where `bytes` says so.
    pub fn read(
        &mut self,
        when: (f64, f64),
        thread: &str,
        conn: u64,
        bytes: u64,
    ) -> &mut Self {
        self.call(
            when,
            "read",
            thread,
            json!({
                "conn": conn, "bytes": bytes, "at": "src/service/echo.rs:13",
            }),
        )
    }

    pub fn write(
        &mut self,
        when: (f64, f64),
        thread: &str,
        conn: u64,
    ) -> &mut Self {
        self.call(
            when,
            "write",
            thread,
            json!({
                "conn": conn, "bytes": 6, "at": "src/service/echo.rs:15",
            }),
        )
    }

    pub fn closed(&mut self, ms: f64, thread: &str, conn: u64) {
        self.at(
            ms,
            "closed",
            json!({
                "thread": thread, "conn": conn, "why": "by the client",
            }),
        );
    }

    pub fn queued(&mut self, ms: f64, conns: &[u64]) {
        let peers: Vec<_> = conns.iter().map(|conn| peer(*conn)).collect();
        self.at(
            ms,
            "queued",
            json!({
                "thread": "sampler", "peers": peers, "sampled": true,
            }),
        );
    }

    /// As the server writes it: in the order of the ends.
    pub fn text(&mut self) -> String {
        self.lines.sort_by(|one, other| one.0.total_cmp(&other.0));
        let lines = self.lines.iter().map(|(_, line)| line.to_string());
        let all: Vec<_> =
            [self.head.to_string()].into_iter().chain(lines).collect();
        all.join("\n") + "\n"
    }

    /// The whole of it, ended properly.
    pub fn ended(&mut self, ms: f64) -> String {
        self.at(ms, "end", json!({}));
        self.text()
    }
}

fn merge(entry: &mut Value, rest: Value) {
    let Value::Object(rest) = rest else { panic!("not an object: {rest}") };
    entry.as_object_mut().unwrap().extend(rest);
}

pub fn peer(conn: u64) -> String {
    format!("192.0.2.{conn}:5000{conn}")
}

/// A file with that text, and its folder.
pub fn file(text: impl AsRef<[u8]>) -> (Folder, PathBuf) {
    let folder = Folder::new();
    let path = folder.path().join("rec.jsonl");
    fs::write(&path, text).unwrap();
    (folder, path)
}

/// What the command did with a recording of that text.
pub fn run(text: impl AsRef<[u8]>, args: &[&str]) -> Output {
    let (_folder, path) = file(text);
    let mut command = command(args);
    command.arg(path).output().unwrap()
}

pub fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_echostage"));
    command.arg("timeline").args(args).stdin(Stdio::null());
    command
}

/// The drawing in 80 columns; it must work.
pub fn draw(text: impl AsRef<[u8]>, args: &[&str]) -> String {
    let out = run(text, &[args, &["--width", "80"]].concat());
    let told = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(out.status.success(), "{told}");
    assert_eq!(told, "");
    String::from_utf8(out.stdout).unwrap()
}

/// The row of a lane, without its name.
#[track_caller]
pub fn lane<'a>(drawing: &'a str, name: &str) -> &'a str {
    let row = drawing.lines().find_map(|l| l.trim_start().strip_prefix(name));
    row.unwrap_or_else(|| panic!("no {name} in\n{drawing}")).trim_start()
}
