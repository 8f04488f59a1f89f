//! Who is silent, and who is stuck: let go between 1.0 and 1.25 T.

use crate::common::{Client, Server, Signal};
use crate::{CROWD, STAGES, ms, together, within};
use std::io::{ErrorKind, Read, Write};
use std::time::{Duration, Instant};

const T: Duration = Duration::from_secs(1);

/// The row for a time that may be neither too short nor too long. The clock
/// starts in the server a moment after it starts here, or when the answer
/// begins of which we see the last byte go.
#[track_caller]
fn let_go(fault: &str, stage: &str, after: Duration) {
    crate::row(fault, stage, "1.0–1.25 s", &format!("{after:.2?}"));
    let late = T + within(T / 4);
    let held = after > T - ms(100) && after < late;
    assert!(held, "{stage}: {fault}: let go after {after:.2?}");
}

fn start(stage: &str, more: &str) -> Server {
    Server::start(&format!("--stage {stage} --idle-timeout 1 {more}"))
}

fn closed_as_idle(server: &Server) {
    let line = server.wait_for_line("#1 closed");
    assert!(line.ends_with(", idle"), "{line}");
}

#[test]
#[ignore = "the contract asserts the fact, `make faults` the figure"]
fn a_silent_client_is_let_go_in_time() {
    together(&STAGES, |stage| {
        let server = start(stage, "");
        let mut client = server.client();
        client.echo("my last word\n");
        let begin = Instant::now();
        assert_eq!(client.rest(), b"", "{stage}");
        let_go("silent under --idle-timeout", stage, begin.elapsed());
        closed_as_idle(&server);
    });
}

#[test]
#[ignore = "the contract asserts the fact, `make faults` the figure"]
fn a_client_that_never_reads_is_let_go_in_time() {
    together(&STAGES, |stage| {
        let server = start(stage, "");
        let mut client = Client::connect_small(server.addr);
        let (_, last) = client.flood();
        closed_as_idle(&server);
        let_go("never reads under --idle-timeout", stage, last.elapsed());
    });
}

/// Taking a byte now and then is not taking the answer.
#[test]
#[ignore = "the contract asserts the fact, `make faults` the figure"]
fn a_client_that_takes_a_byte_now_and_then_is_let_go_in_time() {
    together(&STAGES, |stage| {
        let server = start(stage, "");
        let mut client = Client::connect_small(server.addr);
        let (_, last) = client.flood();
        while server.log.count("#1 closed") == 0 {
            match client.stream.read(&mut [0]) {
                Ok(0) | Err(_) => break,
                Ok(_) => std::thread::sleep(ms(20)),
            }
        }
        closed_as_idle(&server);
        let fault = "a byte now and then under --idle-timeout";
        let_go(fault, stage, last.elapsed());
    });
}

/// A byte every 100 ms until it ends.
fn drip(client: &mut Client) {
    let begin = Instant::now();
    loop {
        let wait = Some(ms(100));
        client.stream.set_read_timeout(wait).unwrap();
        match client.stream.read(&mut [0; 512]) {
            Ok(0) => return,
            Ok(_) => (),
            Err(e) if e.kind() == ErrorKind::Interrupted => (),
            Err(e) if e.kind() == ErrorKind::WouldBlock => {
                let _ = client.stream.write(b"x"); // it may have ended
            }
            Err(_) => return,
        }
        assert!(begin.elapsed() < T * 15, "never let go");
    }
}

/// Its time runs from when it joined: no line was whole since.
#[test]
fn in_chat_a_line_begun_must_be_whole_in_time() {
    together(&["threads", "pool", "bounded-pool", "prethread"], |stage| {
        let server = start(stage, "--service chat");
        let begin = Instant::now();
        let mut client = server.client();
        client.line();
        client.line();
        client.say("x");
        drip(&mut client);
        let took = begin.elapsed();
        let_go("a line begun in chat, never whole", stage, took);
        assert!(took >= T, "{stage}: too soon: {took:?}");
        closed_as_idle(&server);
    });
}

/// A line each 400 ms for 2 T. False if the machine stalled and made one of
/// them late: then nothing is proven.
fn talks_in_time(stage: &str) -> bool {
    let server = start(stage, "--service chat");
    let begin = Instant::now();
    let (mut said, mut longest) = (begin, Duration::ZERO);
    let mut client = server.client();
    client.line();
    client.line();
    while begin.elapsed() < T * 2 {
        let silent = client.hears_nothing(400);
        let now = Instant::now();
        let says = client.stream.write_all(b"here I am\r\n");
        longest = longest.max(said.elapsed());
        said = now;
        if longest > T.mul_f32(0.8) {
            return false;
        }
        assert!(silent && says.is_ok(), "{stage}: {says:?}");
    }
    assert_eq!(server.log.count("closed"), 0, "{stage}");
    true
}

#[test]
fn in_chat_a_line_now_and_then_is_enough() {
    together(&["threads", "pool", "bounded-pool", "prethread"], |stage| {
        let talked = (0..5).any(|_| talks_in_time(stage));
        assert!(talked, "{stage}: a machine that stalls less is needed");
    });
}

/// The sweeper of one client does not disturb the others, nor a stop.
#[test]
fn a_stop_beside_an_idle_timeout_is_quick() {
    together(&CROWD, |stage| {
        let mut server = start(stage, "--grace 60");
        let mut client = server.client();
        client.echo("inside\n");
        server.signal(Signal::TERM);
        assert_eq!(client.rest(), b"", "{stage}");
        assert_eq!(server.wait_exit(within(ms(50))), Some(0), "{stage}");
    });
}
