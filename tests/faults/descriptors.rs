//! No more descriptors: 100 clients at a server that may have 40.

use crate::accepts::{fails_quietly, slowest_echo};
use crate::common::tools::need;
use crate::common::{Client, PATIENCE, Server, kernel_queue, until};
use crate::{STAGES, ms, together, took};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::time::{Duration, Instant};

struct Crowd {
    inside: Vec<Client>,
    waiting: Vec<Client>,
}

/// Those that have something to hear, once somebody has.
fn heard(clients: &mut Vec<Client>, most: Duration) -> Vec<Client> {
    let all = clients.iter().map(|c| PollFd::new(&c.stream, PollFlags::IN));
    let mut all: Vec<_> = all.collect();
    let most = Timespec::try_from(most).unwrap();
    poll(&mut all, Some(&most)).unwrap();
    let mut ready = all.iter().map(|p| !p.revents().is_empty());
    let ready: Vec<_> = ready.by_ref().collect();
    let mut ready = ready.into_iter();
    clients.extract_if(.., |_| ready.next() == Some(true)).collect()
}

/// Each has said one byte. Who hears it is inside, who hears a sentence is
/// turned away, and the others wait.
fn sort(mut waiting: Vec<Client>) -> Crowd {
    let mut inside = Vec::new();
    loop {
        let ready = heard(&mut waiting, ms(500));
        if ready.is_empty() {
            return Crowd { inside, waiting };
        }
        for mut client in ready {
            let mut first = [0];
            match client.peek(&mut first).unwrap() {
                1 if first == *b"?" => {
                    client.hear("?");
                    inside.push(client);
                }
                n => {
                    let told = client.rest();
                    let told = told.starts_with(b"* turned away: ");
                    assert!(told, "closed after {n} B, without a word");
                }
            }
        }
    }
}

fn out_of_descriptors(fault: &str, flags: &str) {
    need("prlimit");
    together(&STAGES, |stage| {
        let args = format!("--stage {stage} --workers 60 {flags}");
        let server = Server::start_under("prlimit --nofile=40:40", &args);
        let clients = (0..100).map(|_| {
            let mut client = server.client();
            client.say("?");
            client
        });
        let Crowd { mut inside, mut waiting } = sort(clients.collect());
        assert!(!inside.is_empty(), "{stage}: nobody is inside");
        fails_quietly(&server, fault, stage);
        let slowest = slowest_echo(&mut inside);
        took(&format!("{fault}: who is inside"), stage, ms(10), slowest);
        if !waiting.is_empty() {
            inside.truncate(inside.len() / 2);
            let begin = Instant::now();
            let next = heard(&mut waiting, PATIENCE);
            assert!(!next.is_empty(), "{stage}: nobody who waited is served");
            took(
                &format!("{fault}: who waits"),
                stage,
                ms(150),
                begin.elapsed(),
            );
        }
        drop((inside, waiting));
        // Who waited and has left is served, too: `process` starts a child.
        until("those who have left are done", || {
            let log = &server.log;
            let done = log.count("closed: ") == log.count("accepted");
            (done && kernel_queue(server.addr.port()) == 0).then_some(())
        });
        let begin = Instant::now();
        until("a newcomer is served when all have left", || {
            let mut client = server.client();
            client.say("the next\n");
            let line = client.line();
            let told = line.starts_with("* turned away: ");
            assert!(told || line == "the next", "{stage}: {line}");
            (!told).then_some(())
        });
        let fault = format!("{fault}: a newcomer");
        took(&fault, stage, ms(150), begin.elapsed());
    });
}

#[test]
fn descriptors_run_out_with_the_default_limit() {
    out_of_descriptors("40 descriptors", "");
}

#[test]
fn descriptors_run_out_with_a_limit_that_is_too_large() {
    out_of_descriptors("40 descriptors, limit 1000", "--max-clients 1000");
}
