//! `--idle-timeout T`: who is silent or stuck for T is let go, no sooner.

use crate::Stage;
use crate::common::{Client, Server, until, within};
use std::io::{Read, Write};
use std::thread;
use std::time::{Duration, Instant};

const T: Duration = Duration::from_secs(1);
const FLAG: &str = "--idle-timeout 1";

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

/// A word each T / 6 for 2 T; when the last was said. None if the machine
/// stalled and made one of them late: then nothing is proven.
fn talks_in_time(server: &Server) -> Option<(Client, Instant)> {
    const WORD: [u8; 11] = *b"still here\n";
    let begin = Instant::now();
    let mut said = begin;
    let mut client = server.client();
    loop {
        let (before, mut heard) = (said, [0; WORD.len()]);
        said = Instant::now();
        let says = client.stream.write_all(&WORD);
        let hears = says.and_then(|()| client.stream.read_exact(&mut heard));
        if before.elapsed() > T.mul_f32(0.8) {
            return None;
        }
        assert!(hears.is_ok() && heard == WORD, "{hears:?}: {heard:?}");
        if begin.elapsed() > 2 * T {
            return Some((client, said));
        }
        thread::sleep(T / 6);
    }
}

pub fn who_talks_in_time_is_not_let_go(stage: Stage) {
    let server = stage.start(FLAG);
    let talked = (0..5).find_map(|_| talks_in_time(&server));
    let (mut client, begin) = talked.expect("a machine that stalls less");
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
