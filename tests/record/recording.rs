//! A server that is recorded, and its recording.

use crate::common::{Folder, PATIENCE, Server, Signal, refused, until};
use echostage::trace::Entry;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

pub struct Recorded {
    pub server: Server,
    folder: Folder,
}

/// Its lines, the first one apart.
pub struct Recording {
    pub header: Value,
    pub lines: Vec<Value>,
}

impl Recorded {
    pub fn start(args: &str) -> Self {
        Self::start_under("", args)
    }

    pub fn start_under(wrapper: &str, args: &str) -> Self {
        let folder = Folder::new();
        let path = folder.path().join("seen.jsonl");
        let args = format!("{args} --record {}", path.display());
        Self { server: Server::start_under(wrapper, &args), folder }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("seen.jsonl")
    }

    /// Waits until a line of it is as wanted.
    pub fn wait_for(&self, what: &str, wanted: impl Fn(&Value) -> bool) {
        self.wait_until(what, |lines| lines.iter().any(&wanted));
    }

    /// Waits until its lines are as wanted.
    pub fn wait_until(&self, what: &str, wanted: impl Fn(&[Value]) -> bool) {
        until(what, || {
            let text = fs::read_to_string(self.path()).unwrap();
            let lines = text.lines().skip(1);
            let lines = lines.filter_map(|l| serde_json::from_str(l).ok());
            wanted(&lines.collect::<Vec<_>>()).then_some(())
        });
    }

    /// Stops the server, and reads what is on the disk at its exit.
    pub fn stop(mut self) -> Recording {
        self.server.stop();
        self.read()
    }

    /// Ends it at once, by a second signal.
    pub fn interrupt(mut self) -> Recording {
        self.server.signal(Signal::INT);
        self.server.wait_for_line("closing: ");
        self.server.signal(Signal::INT);
        assert_eq!(self.server.wait_exit(PATIENCE), Some(130));
        self.read()
    }

    pub fn read(&self) -> Recording {
        let text = fs::read_to_string(self.path()).unwrap();
        assert!(text.ends_with('\n'), "cut off: {text}");
        let mut lines = text.lines().map(|line| {
            serde_json::from_str::<Value>(line).unwrap_or_else(|e| {
                panic!("{e}: {line}");
            })
        });
        let header = lines.next().unwrap();
        text.lines().skip(1).for_each(as_serde_writes);
        Recording { header, lines: lines.collect() }
    }
}

/// Calls are written by hand.
fn as_serde_writes(line: &str) {
    let entry: Entry = serde_json::from_str(line).unwrap();
    assert_eq!(serde_json::to_string(&entry).unwrap(), line);
}

impl Recording {
    /// The lines of this kind, in their order.
    pub fn all(&self, what: &str) -> Vec<&Value> {
        self.lines.iter().filter(|line| line["what"] == what).collect()
    }

    /// Those of one connection.
    pub fn of(&self, what: &str, conn: u64) -> Vec<&Value> {
        let all = self.all(what).into_iter();
        all.filter(|line| line["conn"] == conn).collect()
    }
}

/// The one line of a server that does not start so.
pub fn told(args: &str) -> String {
    refused(Server::command("", args, "127.0.0.1:0")).0
}

/// When a line's call had ended.
pub fn end(line: &Value) -> u64 {
    line["ns"].as_u64().unwrap() + line["took"].as_u64().unwrap_or(0)
}
