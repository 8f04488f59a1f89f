//! What one echo costs, counted.

use crate::Bench;
use crate::client;
use crate::table::{Goal, Table};
use crate::work::counted::{CALLGRIND, MEMCHECK, STRACE, Subject};

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
