//! Recordings made by hand, and what `echostage timeline` draws of them.

use crate::common::Folder;
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

const ECHOSTAGE: &str = env!("CARGO_BIN_EXE_echostage");
const READ: &str = "src/service/echo.rs:13";
const WRITE: &str = "src/service/echo.rs:15";

pub struct Recording {
    folder: Folder,
    lines: Vec<Value>,
}

impl Recording {
    pub fn new(stage: &str) -> Self {
        let header = json!({
            "echostage": 1, "version": env!("CARGO_PKG_VERSION"),
            "stage": stage, "service": "echo", "flags": ["--stage", stage],
            "listen": "127.0.0.1:8899", "pid": 7, "start": 0, "date": 0,
        });
        Self { folder: Folder::new(), lines: vec![header] }
    }

    pub fn header(&mut self) -> &mut Value {
        &mut self.lines[0]
    }

    /// Times are milliseconds.
    pub fn line(&mut self, at: u64, took: u64, rest: Value) -> &mut Self {
        let mut line = rest;
        line["ns"] = (at * 1_000_000).into();
        if took > 0 {
            line["took"] = (took * 1_000_000).into();
        }
        self.lines.push(line);
        self
    }

    /// As it is, with times in nanoseconds.
    pub fn entry(&mut self, entry: Value) {
        self.lines.push(entry);
    }

    /// A worker reads `first` from a client, and echoes it.
    pub fn echo(&mut self, who: (&str, u64), at: u64, took: u64) -> &mut Self {
        let (thread, conn) = who;
        let stage_at = "src/stage/pool.rs:22";
        let read = json!({
            "what": "read", "thread": thread, "conn": conn, "bytes": 5,
            "first": "hello", "at": READ, "stage_at": stage_at,
        });
        let write = json!({
            "what": "write", "thread": thread, "conn": conn, "bytes": 5,
            "first": "hello", "at": WRITE, "stage_at": stage_at,
        });
        self.line(at, took, read).line(at + took + 2, 3, write)
    }

    /// Two workers have silent clients, a talker waits in our queue.
    pub fn pool() -> Self {
        let mut all = Self::new("pool");
        for (conn, at) in [(1, 100), (2, 200), (3, 300)] {
            let peer = format!("127.0.0.1:4000{conn}");
            all.line(
                at - 90,
                90,
                json!({
                    "what": "accept", "thread": "listener",
                    "at": "src/stage/pool.rs:19",
                }),
            );
            all.line(
                at + 1,
                0,
                json!({
                    "what": "accepted", "thread": "listener", "conn": conn,
                    "peer": peer, "inside": conn,
                }),
            );
        }
        all.line(
            302,
            0,
            json!({
                "what": "waits", "thread": "listener", "conn": 3, "ahead": 0,
            }),
        );
        for (conn, end) in [(1, 1000), (2, 2000)] {
            let thread = format!("worker-{conn}");
            let from = conn * 100 + 5;
            all.line(
                from,
                end - from,
                json!({
                    "what": "read", "thread": thread, "conn": conn, "bytes": 0,
                    "at": READ, "stage_at": "src/stage/pool.rs:22",
                }),
            );
            all.line(
                end + 1,
                0,
                json!({
                    "what": "closed", "thread": thread, "conn": conn,
                    "read": 0, "written": 0, "why": "by the client",
                }),
            );
        }
        all.line(
            1010,
            0,
            json!({
                "what": "served", "thread": "worker-1", "conn": 3,
                "took": 708_000_000,
            }),
        );
        all.echo(("worker-1", 3), 1011, 1).echo(("worker-1", 3), 1020, 700);
        all.line(2500, 0, json!({ "what": "end" }));
        all
    }

    /// Runs `echostage timeline` with these flags; `OUT` is a file whose path
    /// is returned.
    pub fn draw(&self, flags: &str) -> (PathBuf, Output) {
        let file = self.folder.path().join("recording.jsonl");
        let lines = self.lines.iter().map(|line| format!("{line}\n"));
        fs::write(&file, lines.collect::<String>()).unwrap();
        let kind = flags.split_whitespace().next().unwrap();
        let name = format!("drawing.{}", kind.trim_start_matches('-'));
        let out = self.folder.path().join(name);
        let mut command = Command::new(ECHOSTAGE);
        command.arg("timeline").arg(&file);
        for flag in flags.split_whitespace() {
            match flag {
                "OUT" => command.arg(&out),
                flag => command.arg(flag),
            };
        }
        let output = command.output().unwrap();
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{error}");
        (out, output)
    }

    pub fn drawn(&self, flags: &str) -> String {
        fs::read_to_string(self.draw(flags).0).unwrap()
    }
}
