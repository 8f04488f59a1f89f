//! Bytes back, exactly, however they come.

use crate::Stage;
use crate::common::{Server, within};
use std::thread;
use std::time::{Duration, Instant};

pub fn every_byte_value_comes_back(stage: Stage) {
    let server = stage.start("");
    let all: Vec<u8> = (0..=255).chain((0..=255).rev()).collect();
    server.client().echo(all);
}

/// Says it on one thread while another hears it: neither buffer holds it all.
fn echo_whole(stage: Stage, sent: Vec<u8>, half_close: bool) {
    let server = stage.start("");
    let mut client = server.client();
    let mut twin = client.twin();
    thread::scope(|scope| {
        scope.spawn(|| {
            twin.say(&sent);
            if half_close {
                twin.done();
            }
        });
        client.hear(&sent);
    });
    if half_close {
        assert_eq!(client.rest(), b"");
    }
}

fn noise(len: usize) -> Vec<u8> {
    let mut seed = 1u32;
    let next = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 24) as u8
    };
    std::iter::repeat_with(next).take(len).collect()
}

pub fn a_line_longer_than_any_buffer_comes_back(stage: Stage) {
    echo_whole(stage, vec![b'y'; 3_000_001], false);
}

pub fn ten_million_bytes_come_back_and_then_the_end(stage: Stage) {
    echo_whole(stage, noise(10_000_000), true);
}

pub fn fifty_short_messages_half_closed_at_once_come_back(stage: Stage) {
    let server = stage.start("");
    let mut clients: Vec<_> = (0..50).map(|_| server.client()).collect();
    for (i, client) in clients.iter_mut().enumerate() {
        client.say(format!("message {i}\n"));
        client.done();
    }
    for (i, client) in clients.iter_mut().enumerate().rev() {
        assert_eq!(client.rest(), format!("message {i}\n").as_bytes());
    }
}

/// A burst that is served badly is late each time; a machine stalls once.
pub fn a_burst_of_200_clients_is_served(stage: Stage) {
    let server = stage.start("");
    let most = within(Duration::from_millis(200));
    let in_time = (0..3).any(|_| burst(&server) <= most);
    assert!(in_time, "three times later than {most:?}");
}

/// How long it took until all had their answers.
fn burst(server: &Server) -> Duration {
    let begin = Instant::now();
    let mut clients: Vec<_> = (0..200).map(|_| server.client()).collect();
    for client in &mut clients {
        client.say("hello");
        client.done();
    }
    for client in clients.iter_mut().rev() {
        assert_eq!(client.rest(), b"hello");
    }
    begin.elapsed()
}
