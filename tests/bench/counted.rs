//! What one echo costs, counted: two runs that differ only in how many echoes
//! they make, so that start, connection and end cancel out.

use crate::Bench;
use crate::client::{self, Echo};
use crate::server::{Scratch, Server};
use crate::table::{Figure, Goal, Table};
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::{fs, io};

const FEW: u32 = 1_000;
const MANY: u32 = 11_000;

pub fn run(bench: &Bench, table: &mut Table) {
    let tcp = |stage| Subject {
        program: &bench.ours,
        flags: vec!["--listen", "127.0.0.1:0", "--stage", stage],
        dial: client::stream,
    };
    let naive =
        Subject { program: &bench.naive, flags: vec![], dial: client::stream };
    let threads = tcp("threads");
    let udp = Subject { dial: client::datagrams, ..tcp("udp-echo") };
    table.row(
        "threads: system calls per echo of 64 B",
        Goal::AtMost(2.0, 2),
        STRACE.per_echo(&threads, "strace -f -c, log to a file"),
    );
    table.row(
        "naive: system calls per echo",
        Goal::None(2),
        STRACE.per_echo(&naive, ""),
    );
    table.row(
        "threads: user-space instructions per echo",
        Goal::AtMost(260.0, 0),
        CALLGRIND.per_echo(&threads, "callgrind, log to a file"),
    );
    table.row(
        "naive: user-space instructions per echo",
        Goal::None(0),
        CALLGRIND.per_echo(&naive, ""),
    );
    table.row(
        "udp-echo: system calls per echo of 64 B",
        Goal::AtMost(2.0, 2),
        STRACE.per_echo(&udp, "strace -f -c, log to a file"),
    );
    table.row(
        "udp-echo: user-space instructions per echo",
        Goal::AtMost(250.0, 0),
        CALLGRIND.per_echo(&udp, "callgrind, log to a file"),
    );
    table.row(
        "udp-echo: allocations per echo",
        Goal::AtMost(0.0, 2),
        MEMCHECK.per_echo(&udp, "memcheck's heap summary"),
    );
}

/// A server, and how a client talks to it.
struct Subject<'a> {
    program: &'a Path,
    flags: Vec<&'a str>,
    dial: fn(SocketAddr) -> io::Result<Echo>,
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

const MEMCHECK: Tool = Tool {
    name: "valgrind",
    flags: &["--tool=memcheck", "--leak-check=no"],
    file: "--log-file=",
    // `==7==   total heap usage: 1,234 allocs, 1,200 frees, …`
    total: |sums| {
        let (_, sum) = sums.split_once("total heap usage: ")?;
        sum.split(" allocs").next()?.replace(',', "").parse().ok()
    },
};

impl Tool {
    fn per_echo(self, subject: &Subject, note: &str) -> io::Result<Figure> {
        let few = self.count(subject, FEW)?;
        let many = self.count(subject, MANY)?;
        Ok(Figure::exact((many - few) / f64::from(MANY - FEW), note))
    }

    /// What the server did, from its start to its end, for so many echoes.
    fn count(self, subject: &Subject, echoes: u32) -> io::Result<f64> {
        let sums = Scratch::new(self.name);
        let mut command = Command::new(self.name);
        command.args(self.flags);
        command.arg(format!("{}{}", self.file, sums.0.display()));
        command.arg(subject.program).args(&subject.flags);
        let server = Server::start(&mut command)?;
        let echo = (subject.dial)(server.addr)?;
        for _ in 0..echoes {
            echo()?;
        }
        drop(echo);
        server.stop()?;
        (self.total)(&fs::read_to_string(&sums.0)?).ok_or_else(|| {
            io::Error::other(format!("{}: no total in its output", self.name))
        })
    }
}
