//! Rates over TCP: round trips, crowds, short connections, bulk.

use super::told;
use crate::Bench;
use crate::client;
use crate::contest::{Contest, REFERENCE};
use crate::table::{Goal, Table};
use crate::work;

const THREADS: (&str, &[&str]) = ("threads", &["--stage", "threads", "-q"]);
const PRETHREAD: (&str, &[&str]) =
    ("prethread", &["--stage", "prethread", "-q"]);
const PROCESS: (&str, &[&str]) = ("process", &["--stage", "process", "-q"]);
const THREADS_LOG: (&str, &[&str]) =
    ("threads with its log", &["--stage", "threads"]);
const PRETHREAD_LOG: (&str, &[&str]) =
    ("prethread with its log", &["--stage", "prethread"]);

/// 64 bytes there and back, one client, all on one CPU.
pub fn pingpong(bench: &Bench, table: &mut Table) {
    table.title("ping-pong: 64 B, one client, all on one CPU");
    let got = work::pingpong::pinned(|| {
        let work = |server: &_| {
            Ok(work::pingpong::slice(client::stream(address(server))?))
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
    let work = |server: &_| work::busy::slice(address(server));
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
    let ours = [PRETHREAD, THREADS, PROCESS, PRETHREAD_LOG, THREADS_LOG];
    let peers = [
        REFERENCE,
        "C epoll",
        "C prethread",
        "C prefork",
        "C fork",
        "C exec",
        "naive Rust",
        "Rust exec",
        "tokio",
        "Go",
        "Python",
        "socat",
        "ncat -e",
        "xinetd",
    ];
    let each = work::short::each(ours.len() + peers.len(), bench.rounds);
    let work = |server: &_| Ok(work::short::slice(server, each));
    let got = Contest::run(bench, (&work, "/s"), &ours, &peers);
    let Some(got) = told(table, got) else { return };
    let goals = [
        ("prethread", REFERENCE, 1.7),
        ("prethread", "C epoll", 1.1),
        ("threads", "naive Rust", 1.0),
        ("process", "socat", 1.2),
        ("process", "ncat -e", 2.5),
        ("prethread with its log", "prethread", 0.85),
        ("threads with its log", "threads", 0.85),
    ];
    for (a, b, least) in goals {
        got.goal(table, (a, b), Goal::Ratio(least));
    }
    let told = [
        "prethread",
        REFERENCE,
        "prethread with its log",
        "threads with its log",
    ];
    got.others(table, REFERENCE, &told);
}

pub fn bulk(bench: &Bench, table: &mut Table) {
    table.title("bulk: as much as one connection takes");
    let work = |server: &_| work::bulk::slice(address(server));
    let peers =
        [REFERENCE, "C epoll", "naive Rust", "tokio", "Go", "Python", "socat"];
    let got = Contest::run(bench, (&work, "MB/s"), &[THREADS], &peers);
    let Some(got) = told(table, got) else { return };
    got.goal(table, ("threads", REFERENCE), Goal::Ratio(2.2));
    got.others(table, REFERENCE, &["threads", REFERENCE]);
}

fn address(server: &crate::server::Server) -> std::net::SocketAddr {
    server.addr
}
