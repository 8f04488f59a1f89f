//! No more threads, no more processes.

use crate::common::strace::Strace;
use crate::common::tools::need;
use crate::common::{Client, Server, until};
use crate::{each, ms, took};
use std::process::id;
use std::time::Instant;

const NO_SPAWN: &str = "clone3,clone,vfork,fork:error=EAGAIN";

fn is_told_and_closed(client: &mut Client, stage: &str) {
    let told = client.line();
    assert!(told.starts_with("* turned away: no "), "{stage}: {told}");
    assert_eq!(client.rest(), b"", "{stage}");
}

#[test]
fn who_gets_no_thread_or_process_is_told_and_the_others_talk_on() {
    each(&["process", "threads"], |stage| {
        let server = Server::start(&format!("--stage {stage}"));
        let mut inside = server.client();
        inside.echo("inside\n");
        let strace = Strace::on_all(server.process(), NO_SPAWN);
        for _ in 0..3 {
            let mut client = server.client();
            client.say("what was said before is read, so no reset\n");
            let begin = Instant::now();
            is_told_and_closed(&mut client, stage);
            let fault = "no thread or process: told and closed";
            took(fault, stage, ms(100), begin.elapsed());
            inside.echo("still here\n");
        }
        server.wait_for_line("turned away (no ");
        strace.detach();
        let begin = Instant::now();
        server.client().echo("the next\n");
        let fault = "no thread or process: the next";
        took(fault, stage, ms(50), begin.elapsed());
        assert_eq!(server.log.count("panicked"), 0, "{}", server.log.text());
    });
}

/// A member of a chat takes a thread more, for what others say.
#[test]
fn who_gets_no_thread_in_chat_is_told_and_the_others_talk_on() {
    each(&["threads", "pool", "bounded-pool", "prethread"], |stage| {
        let args = format!("--stage {stage} --service chat");
        let server = Server::start(&args);
        let mut inside = server.client();
        inside.line();
        inside.line();
        let strace = Strace::on_all(server.process(), NO_SPAWN);
        let mut client = server.client();
        let first = client.line();
        if first.starts_with("* turned away: no ") {
            assert_eq!(client.rest(), b"", "{stage}");
        } else {
            // Served without a thread of its own: then it is in the room.
            assert!(first.starts_with("* welcome, "), "{stage}: {first}");
        }
        inside.say("/who\r\n");
        while !inside.line().starts_with("* here: ") {}
        strace.detach();
        let welcome = server.client().line();
        assert!(welcome.starts_with("* welcome, "), "{stage}: {welcome}");
    });
}

#[test]
fn workers_that_run_already_need_no_new_thread() {
    each(&["single", "pool", "bounded-pool", "prethread"], |stage| {
        let server = Server::start(&format!("--stage {stage}"));
        let strace = Strace::on_all(server.process(), NO_SPAWN);
        server.client().echo("served\n");
        server.client().echo("and the next\n");
        strace.detach();
    });
}

/// A user of our own, who may have so many threads and processes. Files stay
/// readable, so that the server may stand in root's own folder.
fn as_somebody_with(limit: u32) -> String {
    let prlimit = need("prlimit");
    let prlimit = format!("{} --nproc={limit}", prlimit.display());
    if !rustix::process::getuid().is_root() {
        let unshare = need("unshare");
        let unshare = unshare.display();
        return format!("{unshare} --user --map-current-user {prlimit}");
    }
    let (setpriv, user) = (need("setpriv"), 1_000_000 + id() * 10 + limit);
    let setpriv = setpriv.display();
    let caps = "--inh-caps=+dac_read_search --ambient-caps=+dac_read_search";
    let user = format!("--reuid={user} --regid={user} --clear-groups");
    format!("{setpriv} {user} {caps} {prlimit}")
}

#[test]
fn at_the_users_limit_of_processes_one_more_is_told_and_the_next_is_served() {
    println!();
    for (stage, limit) in [("threads", 21), ("process", 22)] {
        let wrapper = as_somebody_with(limit);
        let args = format!("--stage {stage} --max-clients 100");
        let server = Server::start_under(&wrapper, &args);
        let mut inside = Vec::new();
        loop {
            let mut client = server.client();
            client.say("hello\n");
            let mut first = [0];
            client.peek(&mut first).unwrap();
            if first != *b"h" {
                is_told_and_closed(&mut client, stage);
                break;
            }
            client.hear("hello\n");
            inside.push(client);
            assert!(inside.len() < 30, "{stage}: no limit was met");
        }
        assert!(inside.len() > 3, "{stage}: only {} inside", inside.len());
        inside.iter_mut().for_each(|client| client.echo("still here\n"));
        inside.truncate(2);
        let begin = Instant::now();
        until("one is served when others have left", || {
            let mut client = server.client();
            client.say("hello\n");
            let line = client.line();
            let told = line.starts_with("* turned away: no ");
            assert!(told || line == "hello", "{stage}: {line}");
            (line == "hello").then_some(())
        });
        let fault = "at the limit of processes: the next";
        took(fault, stage, ms(150), begin.elapsed());
        inside.iter_mut().for_each(|client| client.echo("still here\n"));
    }
}

/// By default the door stays below that limit: who comes then waits.
#[test]
fn below_the_users_limit_of_processes_the_door_keeps_a_distance() {
    for (stage, limit) in [("threads", 31), ("process", 32)] {
        let wrapper = as_somebody_with(limit);
        let server = Server::start_under(&wrapper, &format!("--stage {stage}"));
        let line = server.wait_for_line("limit: ");
        assert!(line.contains("RLIMIT_NPROC"), "{stage}: {line}");
        let mut all: Vec<_> = (0..40).map(|_| server.client()).collect();
        for mut client in all.drain(..) {
            client.echo("one after the other\n");
        }
        assert_eq!(server.log.count("turned away"), 0, "{stage}");
    }
}

#[test]
fn workers_that_cannot_start_are_one_line_and_exit_1() {
    for (n, stage) in ["pool", "bounded-pool", "prethread"].iter().enumerate() {
        let wrapper = as_somebody_with(15 + n as u32);
        let args = format!("--stage {stage} --workers 100");
        let mut command = Server::command(&wrapper, &args, "127.0.0.1:0");
        let out = command.output().unwrap();
        let err = String::from_utf8(out.stderr).unwrap();
        assert_eq!(out.status.code(), Some(1), "{stage}: {err}");
        let mut lines = err.lines().filter(|l| l.starts_with("echostage: "));
        assert!(lines.next().is_some(), "{stage}: {err}");
        assert!(!err.contains("panicked"), "{stage}: {err}");
        let out = String::from_utf8(out.stdout).unwrap();
        assert_eq!(out, "", "{stage}: it said that it listens");
    }
}
