//! `--by event`: the same order draws the same, whatever the clock said.

use crate::tape::{Tape, draw, lane, peer};
use serde_json::json;

/// One order of events; `pace` stretches the times between them, `port` is
/// what chance gives the clients.
fn lesson(pace: f64, port: u32) -> String {
    let mut tape = Tape::of("single");
    let at = |n: u32| f64::from(n) * pace;
    let peer = |conn: u32| format!("127.0.0.1:{}", port + conn);
    let accepted = |tape: &mut Tape, from: f64, to: f64, conn: u32| {
        tape.call((from, to), "accept", "listener", json!({}));
        tape.at(
            to,
            "accepted",
            json!({
                "thread": "listener", "conn": conn, "peer": peer(conn),
            }),
        );
    };
    accepted(&mut tape, 0.0, at(1), 1);
    for (n, peers) in [(2, vec![2]), (3, vec![2, 3])] {
        let peers: Vec<_> = peers.into_iter().map(peer).collect();
        tape.at(at(n), "queued", json!({ "peers": peers, "sampled": true }));
    }
    tape.read((at(1) + 0.1, at(4)), "listener", 1, 6);
    tape.write((at(4) + 0.1, at(5)), "listener", 1);
    tape.read((at(5) + 0.1, at(6)), "listener", 1, 0);
    tape.closed(at(6) + 0.1, "listener", 1);
    accepted(&mut tape, at(7), at(7) + 0.1, 2);
    tape.read((at(7) + 0.2, at(8)), "listener", 2, 0);
    tape.closed(at(8) + 0.1, "listener", 2);
    tape.ended(at(9))
}

#[test]
fn the_same_order_draws_the_same_text() {
    let slow = draw(lesson(900.0, 40_000), &["--by", "event"]);
    let fast = draw(lesson(3.0, 51_007), &["--by", "event"]);
    assert_eq!(slow, fast);
    let by_time = draw(lesson(900.0, 40_000), &[]);
    assert_ne!(by_time, draw(lesson(3.0, 51_007), &[]), "as it should be");
}

#[test]
fn each_event_has_a_column() {
    let drawing = draw(lesson(10.0, 40_000), &["--by", "event"]);
    assert!(
        drawing.starts_with("single, echo, 3 clients, 12 events"),
        "{drawing}"
    );
    let rows: Vec<_> = drawing.lines().skip(2).take(4).collect();
    assert_eq!(
        rows,
        [
            "         event  1        10",
            "kernel's queue    B░░░░░░░",
            "                   C░░░░░░░░",
            "      listener  ·A──┼>┤×·B┤×",
        ]
    );
}

/// B connects while the listener is idle; `seen` says what the sampler sees of
/// it, and `between` what else happens before B is accepted.
fn passing(seen: bool, between: impl Fn(&mut Tape)) -> String {
    let mut tape = Tape::of("threads");
    tape.accept((0.0, 1.0), "listener", 1);
    tape.read((1.1, 2.0), "client-1", 1, 6);
    tape.write((2.1, 2.2), "client-1", 1);
    if seen {
        tape.queued(5.0, &[2]);
    }
    between(&mut tape);
    tape.call((1.0, 6.0), "accept", "listener", json!({}));
    if seen {
        tape.queued(6.1, &[]);
    }
    let let_in = json!({ "thread": "listener", "conn": 2, "peer": peer(2) });
    tape.at(6.2, "accepted", let_in);
    tape.read((6.3, 7.0), "client-2", 2, 0);
    tape.closed(7.1, "client-2", 2);
    draw(tape.ended(9.0), &["--by", "event"])
}

#[test]
fn a_client_that_is_accepted_before_anything_else_happens_has_not_waited() {
    let not_seen = passing(false, |_| ());
    assert!(!not_seen.contains("kernel's queue"), "{not_seen}");
    assert_eq!(passing(true, |_| ()), not_seen);
    let said = passing(true, |tape| {
        let text = json!({ "thread": "console", "text": "hello" });
        tape.at(5.5, "note", text);
    });
    assert_eq!(said, not_seen, "a note is no event");
}

#[test]
fn a_client_has_waited_when_something_else_has_happened() {
    let read = passing(true, |tape| {
        tape.read((2.3, 5.5), "client-1", 1, 6);
    });
    let failed = passing(true, |tape| {
        let error = json!({ "error": "Too many open files" });
        tape.call((1.0, 5.5), "accept", "listener", error);
    });
    let held = passing(true, |tape| {
        let before = json!({ "first": "accept" });
        tape.call((1.0, 5.5), "held", "listener", before);
    });
    for drawing in [read, failed, held] {
        lane(&drawing, "kernel's queue");
    }
}

/// The sampler looks, and tells it late.
#[test]
fn a_sample_that_is_told_after_the_accept_is_no_event() {
    let mut tape = Tape::of("threads");
    tape.accept((0.0, 1.0), "listener", 1);
    tape.queued(1.5, &[1]);
    tape.read((1.1, 2.0), "client-1", 1, 0);
    let drawing = draw(tape.ended(9.0), &["--by", "event"]);
    assert!(drawing.starts_with("threads, echo, 1 client, 3 events"));
    assert!(!drawing.contains("kernel's queue"), "{drawing}");
}

#[test]
fn many_events_go_on_in_blocks() {
    let mut tape = Tape::of("threads");
    tape.accept((0.0, 1.0), "listener", 1);
    for n in 1..=100 {
        let ms = f64::from(n);
        tape.read((ms, ms + 0.5), "client-1", 1, 6);
        tape.write((ms + 0.6, ms + 0.7), "client-1", 1);
    }
    let drawing = draw(tape.ended(200.0), &["--by", "event"]);
    let rows: Vec<_> =
        drawing.lines().filter(|l| l.starts_with("client-1")).collect();
    assert_eq!(rows.len(), 3, "{drawing}");
    let letters = rows.iter().filter(|row| row.contains('A')).count();
    assert_eq!(letters, 3, "each block says whose bar it is:\n{drawing}");
    let told: usize = rows.iter().map(|r| r.matches(['┼', '>']).count()).sum();
    // A letter at the left edge of two blocks stands for an event.
    assert_eq!(told, 198, "{drawing}");
}

#[test]
fn a_window_keeps_the_numbers_of_its_events() {
    let whole = draw(lesson(1_000.0, 40_000), &["--by", "event"]);
    let part = draw(lesson(1_000.0, 40_000), &["--by", "event", "--from", "7"]);
    let end = lane(&whole, "listener").chars().skip(8).collect::<String>();
    assert_eq!(lane(&part, "listener"), end);
}
