//! Accept fails: once, or for two seconds.

use crate::common::strace::Strace;
use crate::common::{Client, Server, Signal};
use crate::{CROWD, STAGES, counted, ms, together, took, used, within};
use std::time::{Duration, Instant};

/// The slowest echo in a fifth of a second; the best of three times, because
/// a machine stalls, too.
pub fn slowest_echo(inside: &mut [Client]) -> Duration {
    let slowest = [(); 3].map(|()| slowest_in_a_fifth(inside));
    slowest.into_iter().min().unwrap_or_default()
}

fn slowest_in_a_fifth(inside: &mut [Client]) -> Duration {
    let (begin, mut slowest) = (Instant::now(), Duration::ZERO);
    while begin.elapsed() < ms(200) && !inside.is_empty() {
        for client in &mut *inside {
            let since = Instant::now();
            client.echo("still here\n");
            slowest = slowest.max(since.elapsed());
        }
    }
    slowest
}

/// While accept fails and all are silent, a line in 3 s is logged at most, and
/// 2 % of a core used.
pub fn fails_quietly(server: &Server, fault: &str, stage: &str) {
    let (begin, cpu) = (Instant::now(), server.process().cpu());
    let before = server.log.count("accept failed");
    std::thread::sleep(ms(1500)); // what is measured, not a wait
    let cpu = server.process().cpu() - cpu;
    let lines = server.log.count("accept failed") - before;
    let time = begin.elapsed();
    used(&format!("{fault}: processor"), stage, time / 50, cpu);
    let most = 1 + time.as_secs() / 3;
    counted(&format!("{fault}: log lines"), stage, most, lines as u64);
}

/// Accept is not called in `single` while somebody is inside.
fn every_accept_fails(errno: &str) {
    let fault = format!("two seconds of {errno}");
    together(&STAGES, |stage| {
        let server = Server::start(&format!("--stage {stage}"));
        let inside = if CROWD.contains(&stage) { 2 } else { 0 };
        let mut inside: Vec<_> = (0..inside).map(|_| server.client()).collect();
        inside.iter_mut().for_each(|client| client.echo("inside\n"));
        let inject = format!("accept4:error={errno}");
        let strace = Strace::on_all(server.process(), &inject);
        strace.failed(2); // more than one thread may accept
        let mut waiting = server.client();
        let failed = strace.count();
        fails_quietly(&server, &fault, stage);
        let failed = (strace.count() - failed) as u64;
        counted(&format!("{fault}: tries"), stage, 50, failed);
        let slowest = slowest_echo(&mut inside);
        took(&format!("{fault}: who is inside"), stage, ms(10), slowest);
        waiting.say("served at last\n");
        strace.detach();
        let begin = Instant::now();
        waiting.hear("served at last\n");
        took(&format!("{fault}: who waits"), stage, ms(150), begin.elapsed());
        server.wait_for_line("accept failed");
        if stage == "single" {
            waiting.done();
        }
        server.client().echo("the next\n");
    });
}

#[test]
fn every_accept_fails_with_emfile() {
    every_accept_fails("EMFILE");
}

#[test]
fn every_accept_fails_with_enfile() {
    every_accept_fails("ENFILE");
}

#[test]
fn every_accept_fails_with_enobufs() {
    every_accept_fails("ENOBUFS");
}

#[test]
fn every_accept_fails_with_enomem() {
    every_accept_fails("ENOMEM");
}

/// With an error on each acceptor's first accept, six come, one by one.
#[test]
fn one_accept_fails_and_six_of_six_are_served() {
    for errno in ["ECONNABORTED", "EPROTO", "EINTR", "EMFILE"] {
        together(&STAGES, |stage| {
            let server = Server::start(&format!("--stage {stage}"));
            let inject = format!("accept4:error={errno}:when=1");
            let strace = Strace::on_all(server.process(), &inject);
            strace.failed(1);
            let begin = Instant::now();
            for _ in 0..6 {
                let mut client = server.client();
                client.echo("one of six\n");
                client.done();
                assert_eq!(client.rest(), b"", "{stage}: {errno}");
            }
            let fault = format!("one {errno}: six of six served");
            took(&fault, stage, ms(6 * 150), begin.elapsed());
            drop(strace);
        });
    }
}

/// Nobody is inside, and accept fails: a stop still ends it at once.
#[test]
fn a_stop_works_while_accept_fails() {
    together(&STAGES, |stage| {
        let mut server = Server::start(&format!("--stage {stage}"));
        let strace = Strace::on_all(server.process(), "accept4:error=EMFILE");
        strace.failed(1);
        server.signal(Signal::TERM);
        let begin = Instant::now();
        let code = server.wait_exit(within(ms(1100)));
        assert_eq!(code, Some(0), "{stage}");
        let fault = "a stop while accept fails";
        took(fault, stage, ms(1100), begin.elapsed());
    });
}
