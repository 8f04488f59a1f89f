//! Two silent clients and a talker: three drawings tell which stage is which.

use crate::tape::{Tape, draw};

const TALK: [f64; 5] = [3_000.0, 3_600.0, 4_300.0, 5_200.0, 6_400.0];

fn talk(tape: &mut Tape, thread: &str, from: f64, end: f64) {
    let mut last = from;
    for ms in TALK.iter().map(|ms| ms.max(from + 1.0)) {
        tape.read((last, ms), thread, 3, 6);
        tape.write((ms + 0.05, ms + 0.1), thread, 3);
        last = ms + 0.2;
    }
    tape.read((last, end), thread, 3, 0).closed(end + 0.1, thread, 3);
}

fn single() -> String {
    let mut tape = Tape::of("single");
    tape.accept((0.0, 1_000.0), "listener", 1);
    tape.queued(1_500.0, &[2]);
    tape.queued(2_000.0, &[3, 2]);
    tape.open(1_000.5, "read", "listener", 1);
    tape.ended(8_000.0)
}

fn accepts(tape: &mut Tape) {
    tape.accept((0.0, 1_000.0), "listener", 1);
    tape.accept((1_000.1, 1_500.0), "listener", 2);
    tape.accept((1_500.1, 2_000.0), "listener", 3);
    tape.open(2_000.2, "accept", "listener", 0);
}

fn pool() -> String {
    let mut tape = Tape::of("pool");
    accepts(&mut tape);
    tape.at(
        2_000.1,
        "waits",
        serde_json::json!({
            "thread": "listener", "conn": 3, "ahead": 0,
        }),
    );
    tape.open(1_000.5, "read", "worker-1", 1);
    tape.open(1_500.5, "read", "worker-2", 2);
    tape.ended(8_000.0)
}

fn threads() -> String {
    let mut tape = Tape::of("threads");
    accepts(&mut tape);
    tape.open(1_000.5, "read", "client-1", 1);
    tape.open(1_500.5, "read", "client-2", 2);
    talk(&mut tape, "client-3", 2_000.5, 7_000.0);
    tape.ended(8_000.0)
}

#[test]
fn single_keeps_the_talker_in_the_kernels_queue() {
    let drawing = draw(single(), &[]);
    let expected = "\
single, echo, 3 clients, 8.0 s

                │0 s            │2 s            │4 s            │6 s
kernel's queue              B░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░
                                C░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░
      listener  ········A───────────────────────────────────────────────────────

░ waits   ─ blocked in read   · no client: takes who comes next

       client           waited  served  ended
A  #1  192.0.2.1:50001       -   7.0 s  still served
B      192.0.2.2:50002   6.5 s       -  still waits
C      192.0.2.3:50003   6.0 s       -  still waits
";
    assert_eq!(drawing, expected);
}

#[test]
fn a_pool_keeps_the_talker_in_our_queue() {
    let drawing = draw(pool(), &[]);
    let rows: Vec<_> = drawing.lines().skip(3).take(4).collect();
    assert_eq!(
        rows,
        [
            "our queue                   C░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░",
            " listener  ········A···B····C···················································",
            " worker-1          A────────────────────────────────────────────────────────────",
            " worker-2              B────────────────────────────────────────────────────────",
        ]
    );
}

#[test]
fn threads_serve_the_talker_beside_the_silent() {
    let drawing = draw(threads(), &[]);
    let rows: Vec<_> = drawing.lines().skip(3).take(4).collect();
    assert_eq!(
        rows,
        [
            "listener  ········A····B···C····················································",
            "client-1          A─────────────────────────────────────────────────────────────",
            "client-2               B────────────────────────────────────────────────────────",
            "client-3                   C────────┼────┼─────┼───────┼──────────┼────×",
        ]
    );
    assert!(!drawing.contains('░'), "nobody waits:\n{drawing}");
}

/// A sample and an accept at one moment are told in either order.
#[test]
fn who_was_sampled_just_after_its_accept_does_not_wait_again() {
    let drawing = |late: &[u64]| {
        let mut tape = Tape::of("single");
        tape.queued(500.0, &[1]);
        tape.accept((0.0, 1_000.0), "listener", 1);
        tape.queued(1_000.5, late);
        tape.read((1_001.0, 3_000.0), "listener", 1, 6);
        tape.queued(1_500.0, &[]);
        draw(tape.ended(4_000.0), &[])
    };
    assert_eq!(drawing(&[1]), drawing(&[]));
}
