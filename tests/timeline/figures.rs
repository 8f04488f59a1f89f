//! `--stats`: who waited and was served for how long, what threads did.

use crate::tape::{Tape, draw, lane};
use serde_json::json;

fn tape() -> String {
    let mut tape = Tape::of("pool");
    tape.accept((0.0, 1_000.0), "listener", 1);
    tape.at(
        1_000.1,
        "waits",
        json!({
            "thread": "listener", "conn": 1, "ahead": 0,
        }),
    );
    tape.at(
        3_000.1,
        "served",
        json!({
            "thread": "worker-1", "conn": 1, "took": 2_000_000_000u64,
        }),
    );
    tape.read((3_000.1, 6_000.1), "worker-1", 1, 6);
    tape.write((6_000.1, 8_000.1), "worker-1", 1);
    tape.closed(9_000.1, "worker-1", 1);
    tape.ended(10_000.0)
}

#[test]
fn waiting_serving_and_blocking_are_told_apart() {
    let text = draw(tape(), &["--stats"]);
    let words: Vec<_> = lane(&text, "A").split_whitespace().collect();
    let times = "#1 192.0.2.1:50001 2.0 s 6.0 s 3.0 s 2.0 s by the client";
    assert_eq!(words.join(" "), times, "{text}");
}

#[test]
fn a_threads_time_is_shared_out() {
    let text = draw(tape(), &["--stats"]);
    let words: Vec<_> = lane(&text, "worker-1").split_whitespace().collect();
    assert_eq!(words.join(" "), "60.0 % 30.0 % 20.0 % 10.0 % -", "{text}");
    let words: Vec<_> = lane(&text, "listener").split_whitespace().collect();
    assert_eq!(words.join(" "), "- - - - 10.0 %", "{text}");
}

#[test]
fn many_clients_are_bounded() {
    let mut tape = Tape::of("threads");
    for n in 1..=1_000 {
        let ms = n as f64;
        tape.accept((ms - 1.0, ms), "listener", n);
    }
    let text = draw(tape.ended(2_000.0), &["--stats"]);
    assert!(text.contains("And 800 clients"), "{text}");
    assert!(text.lines().count() < 220, "{text}");
}
