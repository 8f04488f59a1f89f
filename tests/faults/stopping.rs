//! How long a stop takes: nobody waits for somebody who does nothing.

use crate::common::terminal::Terminal;
use crate::common::{Client, Server, Signal, all_gone, until};
use crate::{CROWD, STAGES, each, took, within};
use rustix::process::{Pid, kill_process};
use std::io::Write;
use std::time::{Duration, Instant};

const IDLE: Duration = Duration::from_millis(50);
const STUCK: Duration = Duration::from_millis(1100);

fn stop(fault: &str, stage: &str, mut server: Server, most: Duration) {
    let family = server.process().children(); // they have none of their own
    let begin = Instant::now();
    server.signal(Signal::TERM);
    let code = server.wait_exit(within(most) * 2);
    took(fault, stage, most, begin.elapsed());
    assert_eq!(code, Some(0), "{stage}: {fault}");
    all_gone(&family, within(IDLE));
}

#[test]
#[ignore = "the contract asserts the fact, `make faults` the figure"]
fn a_stop_with_idle_clients_is_quick() {
    each(&STAGES, |stage| {
        let server = Server::start(&format!("--stage {stage}"));
        let mut inside = server.client();
        inside.echo("inside\n");
        let _silent = server.client();
        let _queued = server.client();
        stop("stop: all idle", stage, server, IDLE);
        assert_eq!(inside.rest(), b"", "{stage}");
    });
}

#[test]
#[ignore = "the contract asserts the fact, `make faults` the figure"]
fn a_stop_with_a_client_stuck_in_our_write_takes_the_grace() {
    each(&STAGES, |stage| {
        let server = Server::start(&format!("--stage {stage}"));
        let mut client = Client::connect_small(server.addr);
        client.flood();
        stop("stop: a client that never reads", stage, server, STUCK);
    });
}

#[test]
#[ignore = "the contract asserts the fact, `make faults` the figure"]
fn a_stop_with_a_client_that_keeps_sending_takes_the_grace() {
    each(&STAGES, |stage| {
        let server = Server::start(&format!("--stage {stage}"));
        let mut client = server.client();
        client.echo("inside\n");
        let mut twin = client.twin();
        std::thread::scope(|scope| {
            scope.spawn(move || while twin.stream.write(b"more\n").is_ok() {});
            scope.spawn(move || client.rest_or_reset());
            stop("stop: a client that keeps sending", stage, server, STUCK);
        });
    });
}

#[test]
#[ignore = "the contract asserts the fact, `make faults` the figure"]
fn a_stop_interrupts_a_minute_of_delay() {
    each(&STAGES, |stage| {
        let args = format!("--stage {stage} --delay 60000 -v");
        let server = Server::start(&args);
        let mut client = server.client();
        client.say("slow\n");
        server.wait_for_line(r#"read 5 "slow\n""#);
        stop("stop: --delay 60000", stage, server, STUCK);
    });
}

#[test]
fn a_stop_interrupts_a_minute_of_computing() {
    each(&STAGES, |stage| {
        let args = format!("--stage {stage} --burn 60000 -v");
        let server = Server::start(&args);
        let mut client = server.client();
        client.say("slow\n");
        server.wait_for_line(r#"read 5 "slow\n""#);
        stop("stop: --burn 60000", stage, server, STUCK);
    });
}

/// The grace is a bound for the slow, not a wait for everybody.
#[test]
fn with_a_long_grace_a_stop_with_idle_clients_is_quick() {
    each(&CROWD, |stage| {
        let args = format!("--stage {stage} --grace 60");
        let server = Server::start(&args);
        let mut client = server.client();
        client.echo("inside\n");
        stop("stop: all idle, --grace 60", stage, server, IDLE);
    });
}

/// Two hundred idle clients are no more work than one.
#[test]
fn a_stop_with_two_hundred_idle_clients_is_quick() {
    each(&["threads", "process", "prethread"], |stage| {
        let args = format!("--stage {stage} --workers 200");
        let server = Server::start(&args);
        let mut all: Vec<_> = (0..200).map(|_| server.client()).collect();
        all.iter_mut().for_each(|client| client.echo("inside\n"));
        let most = if stage == "process" { STUCK } else { IDLE * 2 };
        stop("stop: 200 idle", stage, server, most);
    });
}

#[test]
fn a_stop_with_a_console_open_is_quick() {
    println!();
    let terminal = Terminal::open();
    terminal.enter("echostage --listen 127.0.0.1:0");
    terminal.rests_at(">");
    terminal.write("say half a senten");
    terminal.rests_at("> say half a senten");
    let [server] = terminal.servers()[..] else { panic!("not one server") };
    let pid = Pid::from_raw(server.0 as i32).unwrap();
    let begin = Instant::now();
    kill_process(pid, Signal::TERM).unwrap();
    until("the server's end", || (!server.exists()).then_some(()));
    took("stop: a console open", "threads", STUCK, begin.elapsed());
}
