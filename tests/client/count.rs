//! Numbered messages against peers that lose, double, reorder and change.

use crate::common::Server;
use crate::peer::{changing, udp};
use crate::run::{Ended, client};
use std::net::SocketAddr;
use std::thread;

/// The report without its time: sent, answered, and what went wrong.
fn report(ended: &Ended) -> String {
    let line = ended.told.iter().find(|line| line.contains(" sent, "));
    let (counts, seconds) = line.unwrap().rsplit_once(" in ").unwrap();
    assert!(seconds.ends_with(" s"), "{seconds}");
    let parts = counts.split(", ").filter(|part| !part.starts_with("0 "));
    parts.collect::<Vec<_>>().join(", ")
}

fn over_tcp(peer: SocketAddr) -> Ended {
    client(&format!("{peer} -q --count 10 --size 20"), "")
}

fn swap(bytes: &mut [u8], a: usize, b: usize) {
    for i in 0..20 {
        bytes.swap(20 * a + i, 20 * b + i);
    }
}

#[test]
fn a_good_peer_answers_them_all() {
    let server = Server::start("");
    for size in ["8", "64", "1048576"] {
        let args = format!("{} --count 20 --size {size}", server.addr);
        let ended = client(&args, "").with(0);
        assert_eq!(report(&ended), "20 sent, 20 answered", "{size}");
        assert_eq!(ended.output, b"");
    }
}

#[test]
fn a_lost_message_is_counted() {
    let peer = changing(|mut bytes| {
        bytes.drain(60..80);
        bytes
    });
    assert_eq!(report(&over_tcp(peer).with(1)), "10 sent, 9 answered, 1 lost");
}

#[test]
fn a_doubled_message_is_counted() {
    let peer = changing(|mut bytes| {
        bytes.extend_from_within(180..);
        bytes
    });
    let told = report(&over_tcp(peer).with(1));
    assert_eq!(told, "10 sent, 10 answered, 1 doubled");
}

#[test]
fn a_reordered_message_is_counted() {
    let peer = changing(|mut bytes| {
        swap(&mut bytes, 3, 4);
        bytes
    });
    let told = report(&over_tcp(peer).with(1));
    assert_eq!(told, "10 sent, 10 answered, 1 reordered");
}

#[test]
fn a_changed_byte_is_counted_and_found() {
    let peer = changing(|mut bytes| {
        bytes[123] ^= 1;
        bytes
    });
    let ended = over_tcp(peer).with(1);
    assert_eq!(report(&ended), "10 sent, 9 answered, 1 changed");
    assert_eq!(ended.last(), "first difference at byte 123");
}

#[test]
fn a_stream_that_ends_early_has_lost_the_rest() {
    let peer = changing(|mut bytes| {
        bytes.truncate(100);
        bytes
    });
    assert_eq!(report(&over_tcp(peer).with(1)), "10 sent, 5 answered, 5 lost");
}

fn over_udp(peer: SocketAddr) -> Ended {
    client(&format!("{peer} -q --udp --count 20 --size 20 --timeout 2"), "")
}

#[test]
fn a_good_udp_peer_answers_them_all() {
    for size in ["8", "1472", "65507"] {
        let peer = udp(|_, bytes| vec![bytes]);
        let args = format!("{peer} -q --udp --count 200 --size {size}");
        let ended = client(&args, "").with(0);
        assert_eq!(report(&ended), "200 sent, 200 answered", "{size}");
    }
}

#[test]
fn a_bad_udp_peer_is_found_out() {
    type Peer = fn(usize, Vec<u8>) -> Vec<Vec<u8>>;
    let cases: [(Peer, &str); 4] = [
        (
            |n, bytes| if n == 5 { vec![] } else { vec![bytes] },
            "20 sent, 19 answered, 1 lost",
        ),
        (
            |n, bytes| vec![bytes; if n == 5 { 2 } else { 1 }],
            "20 sent, 20 answered, 1 doubled",
        ),
        (
            |n, mut bytes| {
                bytes[7] ^= u8::from(n == 5);
                vec![bytes]
            },
            "20 sent, 19 answered, 1 changed",
        ),
        (|_, _| vec![b"?".to_vec()], "20 sent, 20 changed"),
    ];
    // All at a time, for they wait.
    thread::scope(|scope| {
        for (peer, expected) in cases {
            scope.spawn(move || {
                assert_eq!(report(&over_udp(udp(peer)).with(1)), expected);
            });
        }
    });
}

#[test]
fn a_udp_peer_that_reorders_is_found_out() {
    let mut held = None;
    let peer = udp(move |n, bytes| match n {
        5 => {
            held = Some(bytes);
            vec![]
        }
        6 => [Some(bytes), held.take()].into_iter().flatten().collect(),
        _ => vec![bytes],
    });
    let told = report(&over_udp(peer).with(1));
    assert_eq!(told, "20 sent, 20 answered, 1 reordered");
}

/// A window full of silence: only when the first is given up the seventeenth
/// is sent, and both are answered then.
#[test]
fn a_udp_answer_after_the_time_out_is_late() {
    let mut held = None;
    let peer = udp(move |n, bytes| match n {
        0 => {
            held = Some(bytes);
            vec![]
        }
        16 => [held.take(), Some(bytes)].into_iter().flatten().collect(),
        _ => vec![],
    });
    let args = format!("{peer} -q --udp --count 17 --timeout 2");
    let told = report(&client(&args, "").with(1));
    assert_eq!(told, "17 sent, 1 answered, 15 lost, 1 late");
}
