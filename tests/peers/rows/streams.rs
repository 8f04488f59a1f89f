//! Rates over TCP: round trips, crowds, short connections, bulk.

use super::told;
use crate::Bench;
use crate::client;
use crate::contest::{Contest, Ours, REFERENCE};
use crate::server::Server;
use crate::table::{Goal, Table};
use crate::work;

const THREADS: Ours<'static> = ("threads", &["--stage", "threads", "-q"]);
const PRETHREAD: Ours<'static> = ("prethread", &["--stage", "prethread", "-q"]);
const PROCESS: Ours<'static> = ("process", &["--stage", "process", "-q"]);
const THREADS_LOG: Ours<'static> =
    ("threads with its log", &["--stage", "threads"]);
const PRETHREAD_LOG: Ours<'static> =
    ("prethread with its log", &["--stage", "prethread"]);

/// 64 bytes there and back, one client, all on one CPU.
pub fn pingpong(bench: &Bench, table: &mut Table) {
    table.title("ping-pong: 64 B, one client, all on one CPU");
    let got = work::pingpong::pinned(|| {
        let work = |server: &Server| {
            Ok(work::pingpong::slice(client::stream(server.addr)?))
        };
        let peers = [
            REFERENCE,
            "bare loop",
            "C fork",
            "C epoll",
            "naive Rust",
            "tokio",
            "Go",
            "Python",
            "socat",
        ];
        Contest::run(bench, (&work, "/s"), &[THREADS, PROCESS], &peers)
    });
    let Some(got) = told(table, got) else { return };
    got.goal(table, ("threads", REFERENCE), Goal::Ratio(1.05));
    got.goal(table, ("threads", "bare loop"), Goal::Ratio(0.95));
    got.others(table, REFERENCE, &["threads", REFERENCE]);
}

pub fn busy(bench: &Bench, table: &mut Table) {
    table.title("64 busy clients");
    let work = |server: &Server| work::busy::slice(server.addr);
    let peers =
        [REFERENCE, "C epoll", "C fork", "naive Rust", "tokio", "Go", "Python"];
    let ours = [THREADS, THREADS_LOG];
    let got = Contest::run(bench, (&work, "/s"), &ours, &peers);
    let Some(got) = told(table, got) else { return };
    got.goal(table, ("threads", REFERENCE), Goal::Ratio(1.0));
    got.goal(table, ("threads with its log", "threads"), Goal::Ratio(1.0));
    let told = ["threads", "threads with its log", REFERENCE];
    got.others(table, REFERENCE, &told);
}

pub fn short(bench: &Bench, table: &mut Table) {
    table.title("short connections: connect, one echo of 64 B, close");
    let ours = [PRETHREAD, THREADS, PRETHREAD_LOG, THREADS_LOG];
    let peers = [
        REFERENCE,
        "C epoll",
        "C prethread",
        "C prefork",
        "naive Rust",
        "tokio",
        "Go",
    ];
    let Some(got) = come_and_go(bench, table, &ours, &peers) else { return };
    let goals = [
        ("prethread", REFERENCE, 1.7),
        ("prethread", "C epoll", 1.1),
        ("threads", "naive Rust", 1.0),
        ("prethread with its log", "prethread", 0.85),
        ("threads with its log", "threads", 0.85),
    ];
    for (a, b, least) in goals {
        got.goal(table, (a, b), Goal::Ratio(least));
    }
    let logs = ["prethread with its log", "threads with its log"];
    got.others(table, REFERENCE, &[&logs[..], &[REFERENCE]].concat());
}

/// The slow ones apart: the others need not wait for them.
pub fn processes(bench: &Bench, table: &mut Table) {
    table.title("short connections, a process each (and Python's threads)");
    let peers = [
        REFERENCE,
        "C fork",
        "C exec",
        "Rust exec",
        "Python",
        "socat",
        "socat EXEC",
        "ncat -e",
        "xinetd",
    ];
    let got = come_and_go(bench, table, &[PROCESS], &peers);
    let Some(got) = got else { return };
    got.goal(table, ("process", "socat"), Goal::Ratio(1.2));
    got.goal(table, ("process", "ncat -e"), Goal::Ratio(2.5));
    got.others(table, REFERENCE, &[REFERENCE]);
}

fn come_and_go(
    bench: &Bench,
    table: &mut Table,
    ours: &[Ours],
    peers: &[&str],
) -> Option<Contest> {
    let each = work::short::each(ours.len() + peers.len(), bench.rounds);
    let work = |server: &Server| Ok(work::short::slice(server, each));
    told(table, Contest::run(bench, (&work, "/s"), ours, peers))
}

pub fn bulk(bench: &Bench, table: &mut Table) {
    table.title("bulk: as much as one connection takes");
    let work = |server: &Server| work::bulk::slice(server.addr);
    // Not socat: its pipe to itself fills up, and it waits for ever.
    let peers = [REFERENCE, "C epoll", "naive Rust", "tokio", "Go", "Python"];
    let got = Contest::run(bench, (&work, "MB/s"), &[THREADS], &peers);
    let Some(got) = told(table, got) else { return };
    got.goal(table, ("threads", REFERENCE), Goal::Ratio(2.2));
    got.others(table, REFERENCE, &["threads", REFERENCE]);
}
