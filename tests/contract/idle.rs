//! `--idle-timeout T`: who is silent or stuck for T is let go, no sooner.

use crate::Stage;
use crate::common::{Client, until, within};
use std::io::Read;
use std::thread;
use std::time::{Duration, Instant};

const T: Duration = Duration::from_millis(600);
const FLAG: &str = "--idle-timeout 0.6";

/// Between 1.0 and 1.25 T after the last thing that happened.
fn in_time(begin: Instant, last: Instant) {
    assert!(begin.elapsed() >= T, "too soon: {:?}", begin.elapsed());
    let took = last.elapsed();
    assert!(took <= within(T.mul_f32(1.25)), "too late: {took:?}");
}

pub fn a_silent_client_is_let_go(stage: Stage) {
    let server = stage.start(FLAG);
    let begin = Instant::now();
    let mut client = server.client();
    assert_eq!(client.rest(), b"");
    in_time(begin, begin);
    let line = server.wait_for_line("closed: ");
    assert!(line.ends_with(", idle"), "{line}");
}

pub fn who_talks_in_time_is_not_let_go(stage: Stage) {
    let server = stage.start(FLAG);
    let mut client = server.client();
    let begin = Instant::now();
    while begin.elapsed() < 2 * T {
        client.echo("still here\n");
        thread::sleep(T / 6);
    }
    let begin = Instant::now();
    client.echo("last words\n");
    let last = Instant::now();
    assert_eq!(client.rest(), b"");
    in_time(begin, last);
}

pub fn a_client_that_never_reads_is_let_go(stage: Stage) {
    let server = stage.start(FLAG);
    let mut client = Client::connect_small(server.addr);
    let begin = Instant::now();
    let (_, last) = client.flood();
    let line = server.wait_for_line("closed: ");
    in_time(begin, last);
    assert!(line.ends_with(", idle"), "{line}");
    client.rest_or_reset();
}

pub fn a_client_that_takes_a_byte_now_and_then_is_let_go(stage: Stage) {
    let server = stage.start(FLAG);
    let mut client = Client::connect_small(server.addr);
    let begin = Instant::now();
    let (_, last) = client.flood();
    let line = until("let go", || {
        thread::sleep(T / 12);
        let _ = client.stream.read(&mut [0]); // a reset is what we wait for
        let line = server.log.lines().into_iter().find(|l| l.contains("close"));
        line.filter(|l| l.contains("closed: "))
    });
    in_time(begin, last);
    assert!(line.ends_with(", idle"), "{line}");
}
