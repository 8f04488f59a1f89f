//! The end of a recording by events: what idle threads still do when the
//! server stops is chance, and is not drawn.

use crate::tape::{Tape, draw, lane};
use serde_json::json;

/// A server with an acceptor that is woken by the stop, or is not so soon.
fn stopped(wakes: impl Fn(&mut Tape)) -> String {
    let mut tape = Tape::of("threads");
    tape.accept((0.0, 1.0), "listener", 1);
    tape.read((1.1, 2.0), "client-1", 1, 0);
    tape.closed(2.1, "client-1", 1);
    let text = json!({ "thread": "stopper", "text": "closing: nobody inside" });
    tape.at(5.0, "note", text);
    wakes(&mut tape);
    draw(tape.ended(9.0), &["--by", "event"])
}

#[test]
fn a_last_wait_is_drawn_to_the_edge_whether_the_stop_has_ended_it_or_not() {
    let open = stopped(|tape| tape.open(1.0, "accept", "listener", 0));
    assert!(open.starts_with("threads, echo, 1 client, 4 events"), "{open}");
    assert_eq!(lane(&open, "listener"), "·A··");
    let ended = stopped(|tape| {
        tape.call((1.0, 5.1), "accept", "listener", json!({}));
    });
    assert_eq!(ended, open);
    let twice = stopped(|tape| {
        tape.call((1.0, 5.1), "accept", "listener", json!({}));
        tape.open(5.2, "accept", "listener", 0);
    });
    assert_eq!(twice, open);
}

#[test]
fn a_gate_that_the_stop_opens_is_drawn_shut() {
    let before = json!({ "first": "accept", "open": true });
    let shut = stopped(|tape| {
        let mut held = json!({ "thread": "listener" });
        held.as_object_mut()
            .unwrap()
            .extend(before.as_object().unwrap().clone());
        tape.at(1.0, "held", held);
    });
    assert_eq!(lane(&shut, "listener"), "·A!!");
    let opened = stopped(|tape| {
        let before = json!({ "first": "accept" });
        tape.call((1.0, 5.1), "held", "listener", before);
        tape.call((5.2, 5.3), "accept", "listener", json!({}));
    });
    assert_eq!(opened, shut);
}

#[test]
fn who_is_accepted_after_the_stop_is_drawn() {
    let drawing = stopped(|tape| {
        tape.accept((1.0, 5.1), "listener", 2);
        tape.read((5.2, 5.3), "client-2", 2, 0);
        tape.closed(5.4, "client-2", 2);
        tape.open(5.2, "accept", "listener", 0);
    });
    assert_eq!(lane(&drawing, "client-2"), "B┤×");
    assert!(drawing.starts_with("threads, echo, 2 clients, 8 events"));
}

#[test]
fn an_address_of_many_is_no_client() {
    let mut tape = Tape::of("udp-broadcast");
    let from = json!({ "peer": "192.0.2.1:50001", "bytes": 6 });
    tape.call((0.0, 1.0), "receive", "receiver", from.clone());
    let all = json!({ "peer": "192.0.2.255:9000", "bytes": 15 });
    tape.call((1.1, 1.2), "send", "sender", all);
    tape.call((1.3, 1.4), "send", "sender", from);
    let drawing = draw(tape.ended(9.0), &["--by", "event"]);
    assert!(drawing.contains(", 1 client, 3 events"), "{drawing}");
    assert_eq!(lane(&drawing, "sender"), ">>A", "{drawing}");
}
