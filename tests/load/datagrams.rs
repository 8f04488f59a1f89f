//! Datagrams that are lost, late, doubled or changed.

use crate::command::interrupt;
use crate::common::until;
use crate::peer::udp;
use crate::run::{Ended, command, load};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

const ARGS: &str = "--udp -c 2 -n 200 --timeout 0.2 --json";

#[test]
fn each_tenth_lost_is_each_tenth_never_answered() {
    let lossy =
        || udp(|n, bytes| if n % 10 == 9 { vec![] } else { vec![bytes] });
    // Each loss takes a client its time: many clients share them.
    for more in ["-c 20", "-c 2 --pipeline 16", "-c 2 -r 500"] {
        let args = "--udp -n 200 --timeout 2 --json";
        let ended = load(format!("{} {args} {more}", lossy())).with(1);
        assert_eq!(ended.only_error(), ("never_answered".into(), 20));
        assert_eq!(ended.json()["answered"], 180, "{more}");
    }
}

#[test]
fn one_that_comes_twice_counts_once() {
    let addr = udp(|n, bytes| vec![bytes; if n % 10 == 5 { 2 } else { 1 }]);
    let json = load(format!("{addr} {ARGS}")).with(0).json();
    assert_eq!(json["answered"], 200);
    assert!(json["late"].as_u64().unwrap() >= 18, "{json}");
}

#[test]
fn one_that_comes_late_was_never_answered() {
    let mut held = None;
    let addr = udp(move |n, bytes| match n {
        5 => {
            held = Some(bytes);
            vec![]
        }
        // A client asks again when it has given the fifth up.
        _ => [Some(bytes), (n > 150).then(|| held.take()).flatten()]
            .into_iter()
            .flatten()
            .collect(),
    });
    let args = "--udp -c 1 -n 200 --timeout 0.2 --json";
    let ended = load(format!("{addr} {args}")).with(1);
    assert_eq!(ended.only_error(), ("never_answered".into(), 1));
    assert_eq!(ended.json()["late"], 1);
    assert_eq!(ended.json()["answered"], 199);
}

#[test]
fn out_of_order_is_no_fault() {
    let mut held: Vec<Vec<u8>> = Vec::new();
    let addr = udp(move |_, bytes| {
        held.push(bytes);
        if held.len() < 4 { vec![] } else { held.drain(..).rev().collect() }
    });
    let args = "--udp -c 1 -n 400 --pipeline 4 --json";
    let json = load(format!("{addr} {args}")).with(0).json();
    assert_eq!(json["answered"], 400);
    assert_eq!(json["late"], 0);
}

#[test]
fn a_changed_one_is_corrupt_and_counts_once() {
    let addr = udp(|n, mut bytes| {
        bytes[20] ^= u8::from(n == 50);
        vec![bytes]
    });
    let ended = load(format!("{addr} {ARGS}")).with(1);
    assert_eq!(ended.only_error(), ("corrupt".into(), 1));
    assert_eq!(ended.json()["answered"], 199);
}

/// Nobody can tell which request it was for: the one that stays unanswered.
#[test]
fn one_whose_number_is_changed_is_corrupt_and_counts_once() {
    for (at, more) in [(50, ""), (50, "--pipeline 16"), (199, "")] {
        let addr = udp(move |n, mut bytes| {
            bytes[0] ^= u8::from(n == at);
            vec![bytes]
        });
        let ended = load(format!("{addr} {ARGS} {more}")).with(1);
        assert_eq!(ended.only_error(), ("corrupt".into(), 1), "{at} {more}");
        assert_eq!(ended.json()["answered"], 199);
    }
}

/// And one that is lost beside it was still never answered.
#[test]
fn a_changed_number_hides_no_loss() {
    let addr = udp(|n, mut bytes| {
        bytes[0] ^= u8::from(n == 50 || n == 60);
        if n == 55 { vec![] } else { vec![bytes] }
    });
    let ended = load(format!("{addr} {ARGS} --pipeline 16")).with(1);
    let errors = ended.errors();
    let all = [("corrupt".into(), 2), ("never_answered".into(), 1)];
    assert_eq!(errors, all);
}

#[test]
fn a_client_that_leaves_because_of_strays_is_counted() {
    // Right answers, each more often than anybody wants to hear.
    let addr = udp(|_, bytes| vec![bytes; 20_000]);
    let args = "--udp -c 1 -n 1000000 --timeout 0.5 --json";
    let errors = load(format!("{addr} {args}")).with(1).errors();
    assert!(errors.contains(&("unasked".into(), 1)), "{errors:?}");
}

#[test]
fn one_that_is_lost_does_not_make_it_keep_all_that_follow() {
    let count = Arc::new(AtomicUsize::new(0));
    let came = count.clone();
    let addr = udp(move |n, bytes| {
        came.store(n, Relaxed);
        if n == 0 { vec![] } else { vec![bytes] }
    });
    let args = "--udp -c 1 --pipeline 2 --seconds 600 --timeout 3600 --json";
    let child = command(&format!("{addr} {args}")).spawn().unwrap();
    // So many that no more are kept: it fails only where they stand still.
    let mut before = 0;
    while before < 65_535 {
        before = until("one more round trip", || {
            Some(count.load(Relaxed)).filter(|now| *now > before)
        });
    }
    interrupt(&child);
    let ended = Ended::from(child.wait_with_output().unwrap()).with(130);
    assert_eq!(ended.json()["sent"], 65_536);
}
