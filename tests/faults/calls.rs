//! A read or a write fails: one connection ends, and nobody else's.

use crate::common::strace::{Strace, reader_of};
use crate::common::{Client, Server, until};
use crate::{STAGES, together};
use std::io::Write;

const READS: &str = "recvfrom,read,recvmsg";
const WRITES: &str = "sendto,sendmsg,writev";

/// A victim, and somebody beside it where there can be one.
fn two_inside(stage: &str) -> (Server, Client, Option<Client>) {
    let server = Server::start(&format!("--stage {stage}"));
    let mut victim = server.client();
    victim.echo("victim\n");
    let mut other = (stage != "single").then(|| server.client());
    other.iter_mut().for_each(|other| other.echo("other\n"));
    (server, victim, other)
}

fn attach(server: &Server, victim: &Client, inject: &str) -> Strace {
    let port = victim.stream.local_addr().unwrap().port();
    let thread = until("a thread that reads from the victim", || {
        reader_of(server.process(), port)
    });
    Strace::on_thread(thread, inject)
}

/// The victim's connection is over and told; everybody else's goes on.
fn only_the_victim_ends(calls: &str, errno: &str) {
    together(&STAGES, |stage| {
        let (server, mut victim, mut other) = two_inside(stage);
        let inject = format!("{calls}:error={errno}:when=1");
        let strace = attach(&server, &victim, &inject);
        // A read may have failed already, and with it the connection.
        let _ = victim.stream.write(b"x");
        strace.failed(1);
        drop(strace);
        victim.rest_or_reset();
        let line = server.wait_for_line("#1 closed:");
        let reason = line.rsplit_once("B out, ").map_or("", |(_, r)| r);
        let fits = ["reset by the client", "by the client", "error ("];
        let fits = fits.iter().any(|f| reason.starts_with(f));
        assert!(fits, "{stage}: {errno}: {line}");
        other.iter_mut().for_each(|other| other.echo("still here\n"));
        server.client().echo("the next\n");
    });
}

#[test]
fn a_read_that_fails_ends_one_connection_only() {
    for errno in ["ECONNRESET", "ETIMEDOUT", "EPIPE"] {
        only_the_victim_ends(READS, errno);
    }
}

#[test]
fn a_write_that_fails_ends_one_connection_only() {
    for errno in ["ECONNRESET", "ETIMEDOUT", "EPIPE"] {
        only_the_victim_ends(WRITES, errno);
    }
}

#[test]
fn an_interrupted_read_or_write_ends_nobody() {
    for calls in [READS, WRITES] {
        together(&STAGES, |stage| {
            let (server, mut victim, mut other) = two_inside(stage);
            let inject = format!("{calls}:error=EINTR:when=1..3");
            let strace = attach(&server, &victim, &inject);
            victim.echo("what is said while calls are interrupted\n");
            strace.failed(3);
            victim.echo("still here\n");
            other.iter_mut().for_each(|other| other.echo("still here\n"));
            assert_eq!(server.log.count("closed"), 0, "{stage}");
            drop(strace);
        });
    }
}
