//! What is small is not lost: a short visit, a narrow terminal, the left edge.

use crate::tape::{Tape, draw, lane, run};
use serde_json::json;

/// The talker is served within a column, between two silent clients.
fn between() -> String {
    let mut tape = Tape::of("single");
    tape.accept((200.0, 1_000.0), "listener", 1);
    tape.read((1_000.0, 4_000.0), "listener", 1, 0);
    tape.closed(4_000.01, "listener", 1);
    tape.accept((4_000.02, 4_000.03), "listener", 2);
    tape.read((4_000.03, 4_000.04), "listener", 2, 6);
    tape.write((4_000.05, 4_000.06), "listener", 2);
    tape.closed(4_000.07, "listener", 2);
    tape.accept((4_000.08, 4_000.09), "listener", 3);
    tape.open(4_000.1, "read", "listener", 3);
    tape.ended(8_000.0)
}

#[test]
fn a_visit_within_a_column_has_its_letter() {
    let drawing = draw(between(), &[]);
    assert!(lane(&drawing, "listener").contains("─BC─"), "{drawing}");
}

#[test]
fn more_visits_within_a_column_are_told_to_be_more() {
    let mut tape = Tape::of("udp-echo");
    for n in 1..=3 {
        let (ms, peer) = (1_000.0 + n as f64, format!("192.0.2.{n}:9"));
        let rest = json!({ "peer": peer, "bytes": 6 });
        let from = if n == 1 { 200.0 } else { ms - 0.5 };
        tape.call((from, ms), "receive", "receiver", rest.clone());
        tape.call((ms + 0.1, ms + 0.2), "send", "receiver", rest);
    }
    tape.open(1_003.5, "receive", "receiver", 0);
    let drawing = draw(tape.ended(8_000.0), &[]);
    let receiver = lane(&drawing, "receiver");
    assert!(receiver.contains("·+·"), "{drawing}");
    assert!(drawing.contains("+ more than one client"), "{drawing}");
    assert!(receiver.ends_with('·'), "it waits at the edge:\n{drawing}");
    let row = drawing.lines().find(|l| l.starts_with("receiver")).unwrap();
    assert_eq!(row.chars().count(), 80, "{drawing}");
}

#[test]
fn the_left_edge_has_its_time() {
    let axis = |args: &[&str]| -> String {
        let drawing = draw(between(), args);
        let axis = drawing.lines().find(|line| line.contains('│')).unwrap();
        axis.trim_start().to_string()
    };
    assert!(axis(&[]).starts_with("│0.2 s "), "{}", axis(&[]));
    let later = axis(&["--from", "3.7"]);
    assert!(later.starts_with("│3.7"), "{later}");
}

#[test]
fn a_narrow_table_goes_on_in_the_next_line_and_loses_nothing() {
    for args in [&["--width", "40"][..], &["--width", "40", "--stats"]] {
        let text = String::from_utf8(run(between(), args).stdout).unwrap();
        assert!(!text.contains('…'), "{text}");
        for words in ["ended", "by the client", "still served"] {
            assert!(text.contains(words), "no {words}\n{text}");
        }
    }
}

#[test]
fn flags_that_would_do_nothing_are_refused() {
    for args in [
        &["--stats", "--svg", "x.svg"][..],
        &["--stats", "--by", "event"],
        &["--chrome", "x.json", "--by", "event"],
        &["--html", "x.html", "--width", "80"],
        &["--svg", "-"],
        &["--html", "-"],
        &["--chrome", "-"],
    ] {
        let out = run(between(), args);
        let told = String::from_utf8(out.stderr).unwrap();
        assert_eq!(out.status.code(), Some(2), "{args:?}: {told}");
        assert_eq!(told.lines().count(), 1, "{told}");
        assert!(!std::path::Path::new("-").exists());
    }
}
