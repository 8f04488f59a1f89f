//! One demo from its start to its end, and what it has left behind.

use crate::common::{Folder, Process, is_free, until_equal};
use regex::Regex;
use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

pub struct Played {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// A demo in a folder of its own, which marks all that it starts.
pub fn command(folder: &Folder, fault: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_echostage"));
    command.args(["demo", fault]).current_dir(folder.path());
    command.env("TMPDIR", folder.path());
    command.env("ECHOSTAGE_TEST", folder.path());
    command.stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Plays it to its end: nothing may be left, and it must be quick.
pub fn played(fault: &str) -> Played {
    let folder = Folder::new();
    play(&folder, command(&folder, fault))
}

pub fn play(folder: &Folder, mut command: Command) -> Played {
    let begun = Instant::now();
    let out = command.output().unwrap();
    let took = begun.elapsed();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let code = out.status.code();
    let (out, err) = (text(out.stdout), text(out.stderr));
    assert!(took < Duration::from_secs(20), "{took:?}\n{out}{err}");
    leaves_nothing(folder, &out);
    Played { code, out, err }
}

/// No process, no file, and no socket but TIME_WAIT on the ports it named.
pub fn leaves_nothing(folder: &Folder, out: &str) {
    assert_eq!(processes(folder), Vec::<String>::new(), "{out}");
    let files = fs::read_dir(folder.path()).unwrap();
    let files: Vec<_> = files.flatten().map(|file| file.path()).collect();
    assert!(files.is_empty(), "{files:?}");
    let address = Regex::new(r"listening on 127\.0\.0\.1:(\d+)").unwrap();
    let ports = address.captures_iter(out).map(|found| found[1].to_string());
    let ports: BTreeSet<u16> =
        ports.map(|port| port.parse().unwrap()).collect();
    for port in ports {
        until_equal("sockets but TIME_WAIT", &0, || sockets(port));
        assert!(is_free(port), "UDP port {port} is held");
    }
}

/// The command lines of those that it has started and that still run.
pub fn processes(folder: &Folder) -> Vec<String> {
    let mark = format!("ECHOSTAGE_TEST={}", folder.path().display());
    let marked = |pid: &u32| {
        let environ = fs::read(format!("/proc/{pid}/environ"));
        let environ = environ.unwrap_or_default();
        environ.split(|byte| *byte == 0).any(|word| word == mark.as_bytes())
    };
    let all = fs::read_dir("/proc").unwrap().flatten();
    let pids = all.filter_map(|e| e.file_name().to_str()?.parse().ok());
    let marked = pids.filter(marked).map(Process);
    marked.map(Process::command_line).collect()
}

/// Of this port, on either side, and not in TIME_WAIT. (A row of the kernel's
/// that is being closed goes by itself.)
fn sockets(port: u16) -> usize {
    let table = fs::read_to_string("/proc/net/tcp").unwrap();
    let end = format!(":{port:04X}");
    let rows = table.lines().skip(1).filter(|row| {
        let fields: Vec<&str> = row.split_whitespace().collect();
        let named = fields[1].ends_with(&end) || fields[2].ends_with(&end);
        named && fields[3] != "06"
    });
    rows.count()
}

impl Played {
    /// It was seen, it fits a screen of 80 by 24, and each of these patterns
    /// is on a line of its own.
    #[track_caller]
    pub fn shows(&self, patterns: &[&str]) {
        let Self { code, out, err } = self;
        assert_eq!(*code, Some(0), "{out}{err}");
        assert_eq!(err, "", "{out}");
        for pattern in patterns {
            let regex = Regex::new(&format!("(?m){pattern}")).unwrap();
            assert!(regex.is_match(out), "no {pattern} in\n{out}");
        }
        for label in
            ["look at    ", "seen       ", "echostage  ", "naive      "]
        {
            let has = |line: &str| line.starts_with(label);
            assert!(out.lines().any(has), "no {label:?} in\n{out}");
        }
        let wide = out.lines().find(|line| line.chars().count() > 80);
        assert_eq!(wide, None, "{out}");
        let rows = out.lines().count();
        assert!(rows <= 23, "{rows} rows, without the prompt:\n{out}");
    }
}
