//! What one echo costs, counted: two runs that differ only in how many echoes
//! they make, so that start, connection and end cancel out.

use crate::server::{Scratch, Server};
use crate::table::{Figure, Goal, Table};
use crate::{Bench, client};
use std::path::Path;
use std::process::Command;
use std::{fs, io};

const FEW: u32 = 1_000;
const MANY: u32 = 11_000;

pub fn run(bench: &Bench, table: &mut Table) {
    let (ours, naive) = (&bench.ours, &bench.naive);
    let flags: &[&str] = &["--listen", "127.0.0.1:0", "--stage", "threads"];
    table.row(
        "threads: system calls per echo of 64 B",
        Goal::AtMost(2.0, 2),
        per_echo(STRACE, ours, flags, "strace -f -c, log to a file"),
    );
    table.row(
        "naive: system calls per echo",
        Goal::None(2),
        per_echo(STRACE, naive, &[], ""),
    );
    table.row(
        "threads: user-space instructions per echo",
        Goal::AtMost(260.0, 0),
        per_echo(CALLGRIND, ours, flags, "callgrind, log to a file"),
    );
    table.row(
        "naive: user-space instructions per echo",
        Goal::None(0),
        per_echo(CALLGRIND, naive, &[], ""),
    );
}

/// A program that counts what another one does, and where its sum stands.
#[derive(Clone, Copy)]
struct Tool {
    name: &'static str,
    flags: &'static [&'static str],
    /// Put before the name of the file that the sum goes to.
    file: &'static str,
    total: fn(&str) -> Option<f64>,
}

const STRACE: Tool = Tool {
    name: "strace",
    flags: &["-f", "-c", "-U", "calls,name"],
    file: "--output=",
    // `1234 total`
    total: |sums| {
        let sum = sums.lines().find_map(|line| line.strip_suffix(" total"));
        sum?.trim().parse().ok()
    },
};

const CALLGRIND: Tool = Tool {
    name: "valgrind",
    flags: &["--tool=callgrind"],
    file: "--callgrind-out-file=",
    // `totals: 1234`
    total: |sums| {
        let sum = sums.lines().find_map(|line| line.strip_prefix("totals:"));
        sum?.trim().parse().ok()
    },
};

fn per_echo(
    tool: Tool,
    program: &Path,
    flags: &[&str],
    note: &str,
) -> io::Result<Figure> {
    let few = tool.count(program, flags, FEW)?;
    let many = tool.count(program, flags, MANY)?;
    Ok(Figure::exact((many - few) / f64::from(MANY - FEW), note))
}

impl Tool {
    /// What the server did, from its start to its end, for so many echoes.
    fn count(
        self,
        program: &Path,
        flags: &[&str],
        echoes: u32,
    ) -> io::Result<f64> {
        let sums = Scratch::new(self.name);
        let mut command = Command::new(self.name);
        command.args(self.flags);
        command.arg(format!("{}{}", self.file, sums.0.display()));
        let server = Server::start(command.arg(program).args(flags))?;
        let stream = client::dial(server.addr)?;
        for _ in 0..echoes {
            client::echo(&stream)?;
        }
        drop(stream);
        server.stop()?;
        (self.total)(&fs::read_to_string(&sums.0)?).ok_or_else(|| {
            io::Error::other(format!("{}: no total in its output", self.name))
        })
    }
}
