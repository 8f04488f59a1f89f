//! What one echo costs, counted: two runs that differ only in how many echoes
//! they make, so that start, connection and end cancel out.

use crate::client::Echo;
use crate::server::{Scratch, Server};
use crate::table::Figure;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::{fs, io};

const FEW: u32 = 1_000;
const MANY: u32 = 11_000;

/// A server, and how a client talks to it.
pub struct Subject<'a> {
    pub program: &'a Path,
    pub flags: Vec<&'a str>,
    pub dial: fn(SocketAddr) -> io::Result<Echo>,
}

/// A program that counts what another one does, and where its sum stands.
#[derive(Clone, Copy)]
pub struct Tool {
    pub name: &'static str,
    flags: &'static [&'static str],
    /// Put before the name of the file that the sum goes to.
    file: &'static str,
    total: fn(&str) -> Option<f64>,
}

pub const STRACE: Tool = Tool {
    name: "strace",
    flags: &["-f", "-c", "-U", "calls,name"],
    file: "--output=",
    // `1234 total`
    total: |sums| {
        let sum = sums.lines().find_map(|line| line.strip_suffix(" total"));
        sum?.trim().parse().ok()
    },
};

pub const CALLGRIND: Tool = Tool {
    name: "valgrind",
    flags: &["--tool=callgrind"],
    file: "--callgrind-out-file=",
    // `totals: 1234`
    total: |sums| {
        let sum = sums.lines().find_map(|line| line.strip_prefix("totals:"));
        sum?.trim().parse().ok()
    },
};

pub const MEMCHECK: Tool = Tool {
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
    pub fn per_echo(self, subject: &Subject, note: &str) -> io::Result<Figure> {
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
