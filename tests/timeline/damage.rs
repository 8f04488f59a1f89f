//! Cut off, damaged, wrong: what is whole is drawn, the rest is told.

use crate::tape::{Tape, command, draw, lane, run};
use serde_json::json;
use std::io::Read;
use std::process::Stdio;

fn whole() -> String {
    let mut tape = Tape::of("threads");
    tape.accept((0.0, 1_000.0), "listener", 1);
    tape.read((1_000.0, 2_000.0), "client-1", 1, 6);
    tape.write((2_000.1, 2_000.2), "client-1", 1);
    tape.open(2_000.3, "read", "client-1", 1);
    tape.ended(4_000.0)
}

#[track_caller]
fn fails(text: &str, words: &[&str]) {
    let out = run(text, &[]);
    let told = String::from_utf8(out.stderr).unwrap();
    assert_eq!(out.status.code(), Some(1), "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
    for word in words {
        assert!(told.contains(word), "{word:?} in {told}");
    }
    assert!(out.stdout.is_empty());
}

#[test]
fn it_draws_whatever_stands_before_a_cut() {
    let text = whole();
    let begin = text.find('\n').unwrap() + 1;
    for end in begin..text.len() {
        let drawing = draw(&text[..end], &[]);
        let whole =
            text[..end].ends_with('\n') || text[end..].starts_with('\n');
        let cut = drawing.contains("The last line is cut off");
        assert_eq!(cut, !whole, "at {end}:\n{drawing}");
    }
}

#[test]
fn without_an_end_bars_reach_the_edge_and_a_sentence_says_so() {
    let text = whole();
    let kept: Vec<_> = text
        .lines()
        .filter(|l| !l.contains("open") && !l.contains("end\""))
        .collect();
    let drawing = draw(kept.join("\n") + "\n", &[]);
    assert!(drawing.contains("The recording has no end"), "{drawing}");
    assert!(drawing.contains("not recorded"), "{drawing}");
}

#[test]
fn damaged_lines_are_counted_and_the_others_drawn() {
    let good = draw(whole(), &[]);
    let mut lines: Vec<String> = whole().lines().map(String::from).collect();
    let long = format!("{{\"ns\":1,\"what\":\"{}\"}}", "x".repeat(70_000));
    for (at, line) in
        [(2, "\0\0\0"), (3, "{\"ns\": 12"), (4, "[]"), (5, &*long)]
    {
        lines.insert(at, line.into());
    }
    lines.insert(2, String::from("{\"ns\":\"soon\",\"what\":\"read\"}"));
    let drawing = draw(lines.join("\n") + "\n", &[]);
    assert!(drawing.contains("5 lines are damaged"), "{drawing}");
    assert_eq!(lane(&drawing, "client-1"), lane(&good, "client-1"));
}

#[test]
fn a_recording_whose_first_line_is_damaged_is_drawn() {
    let text = whole();
    let drawing = draw(text.replacen("echostage", "ech\0stage", 1), &[]);
    assert!(drawing.contains("says what ran, is missing"), "{drawing}");
    assert_eq!(lane(&drawing, "client-1"), lane(&draw(&text, &[]), "client-1"));
}

#[test]
fn entries_out_of_order_are_put_right() {
    let text = whole();
    let (head, rest) = text.split_once('\n').unwrap();
    let mut lines: Vec<_> = rest.lines().collect();
    lines.swap(2, 3); // a read and its answer
    let mixed = format!("{head}\n{}\n", lines.join("\n"));
    assert_eq!(draw(mixed, &["--by", "event"]), draw(text, &["--by", "event"]));
}

/// The format promises that a second puts them right.
#[test]
fn entries_that_arrive_almost_a_second_late_are_put_right() {
    let mut tape = Tape::of("threads");
    for conn in 1..=5 {
        let (ms, thread) = (conn as f64 * 400.0, format!("client-{conn}"));
        tape.accept((ms - 300.0, ms), "listener", conn);
        tape.read((ms + 1.0, ms + 151.0), &thread, conn, 6);
        tape.write((ms + 152.0, ms + 282.0), &thread, conn);
        tape.read((ms + 283.0, ms + 613.0), &thread, conn, 0);
        tape.closed(ms + 614.0, &thread, conn);
    }
    let text = tape.ended(4_000.0);
    let (head, rest) = text.split_once('\n').unwrap();
    let end = |line: &&str| {
        let entry: serde_json::Value = serde_json::from_str(line).unwrap();
        entry["ns"].as_u64().unwrap() + entry["took"].as_u64().unwrap_or(0)
    };
    // By its end: what ends at one moment stays in order.
    let late = |end: u64| end / 1_000_000 % 7 * 150_000_000;
    let mut lines: Vec<_> = rest.lines().collect();
    lines.sort_by_key(|line| end(line) + late(end(line)));
    let mixed = format!("{head}\n{}\n", lines.join("\n"));
    assert_ne!(mixed, text);
    for args in [&[][..], &["--by", "event"], &["--stats"]] {
        assert_eq!(draw(&mixed, args), draw(&text, args));
    }
}

#[test]
fn what_later_versions_add_is_skipped() {
    let text = whole();
    let (head, rest) = text.split_once('\n').unwrap();
    let new = json!({
        "ns": crate::tape::ns(1_500.0), "what": "teleported", "colour": [1, 2],
    });
    let rest = rest.replacen("\"conn\":1", "\"conn\":1,\"mood\":\"fine\"", 1);
    assert_eq!(draw(format!("{head}\n{new}\n{rest}"), &[]), draw(&text, &[]));
}

#[test]
fn lost_entries_are_told() {
    let mut tape = Tape::of("threads");
    tape.accept((0.0, 1_000.0), "listener", 1);
    tape.at(1_200.0, "lost", json!({ "took": 1_000_000, "count": 300 }));
    let drawing = draw(tape.ended(2_000.0), &[]);
    assert!(drawing.contains("300 entries were lost"), "{drawing}");
}

#[test]
fn what_is_no_recording_is_told_in_a_line() {
    fails("", &["is empty"]);
    fails("hello\nworld\n", &["is no recording", "--record FILE"]);
    fails("{\"a\":1}\n", &["is no recording", "--record FILE"]);
    let newer = whole().replacen("\"echostage\":1", "\"echostage\":2", 1);
    fails(&newer, &["format 2", "reads format 1"]);
    let out = command(&["/no/such/file"]).output().unwrap();
    assert_eq!(out.status.code(), Some(1));
}

#[test]
fn a_recording_of_nothing_is_told_to_be_that() {
    let text = Tape::of("single").ended(1_000.0);
    assert!(draw(text, &[]).starts_with("Nothing was recorded"));
    let head = Tape::of("single").text();
    assert!(draw(head, &[]).contains("Nothing"), "only its first line");
}

#[test]
fn wrong_flags_fail_with_2() {
    for args in [["--from", "3", "--to", "2"], ["--width", "9", "--by", "time"]]
    {
        assert_eq!(run(whole(), &args).status.code(), Some(2));
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let (_folder, path) = crate::tape::file(whole());
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = command(&[]);
    let mut child = command
        .arg(path)
        .stdout(writer)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(command);
    let mut told = String::new();
    child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
    assert_eq!((child.wait().unwrap().code(), &*told), (Some(0), ""));
}
