//! A long recording: what is left out is said, and how to see it.

use crate::browser::Browser;
use crate::recordings::Recording;
use serde_json::json;
use std::fs;
use std::time::{Duration, Instant};

/// Thirty times what any of these takes, or more: a machine may be busy.
const LIMIT: Duration = Duration::from_secs(90);

#[test]
fn a_long_recording_is_drawn_in_part_and_says_how_to_see_the_rest() {
    let mut recording = Recording::new("threads");
    for n in 0..8_000 {
        recording.echo(("client-1", 1), n * 10, 1);
    }
    let (page, output) = recording.draw("--html OUT");
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        said.contains("of 32000 bars: --from 50.000 goes on there"),
        "{said}"
    );
    let browser = Browser::open(&page);
    assert!(browser.text("notes").contains("--from 50.000 goes on there"));
    let drawn = browser.run("document.querySelectorAll('.bar').length");
    assert!(drawn.as_u64().unwrap() < 5_000, "{drawn} shapes");
    browser.run("setMode('events')");
    browser.run("goTo(data.to)");
    assert_eq!(browser.complaints(), Vec::<String>::new());
    let (_, output) = recording.draw("--html OUT --from 50 --to 60");
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(!said.contains("--from"), "{said}");
}

/// 200 bytes, in one read. (The picture once had 149 MB.)
#[test]
fn a_time_far_away_has_no_more_marks_than_a_near_one() {
    for far in [u64::MAX - 3_000, i64::MAX as u64 - 3_000] {
        let mut recording = Recording::new("single");
        recording.entry(json!({
            "what": "read", "thread": "listener", "ns": far, "took": 2_000,
        }));
        let picture = recording.drawn("--svg OUT");
        assert!(picture.matches("stroke=\"#ccc\"").count() <= 15);
        let browser = Browser::open(&recording.draw("--html OUT").0);
        let marks = "document.querySelectorAll('#lanes [stroke=\"#ddd\"]')";
        let marks = browser.run(&format!("{marks}.length"));
        assert!(marks.as_u64().unwrap() < 50, "{marks}");
        assert_eq!(browser.complaints(), Vec::<String>::new());
    }
}

#[test]
fn after_a_long_silence_there_are_times_again() {
    let mut recording = Recording::new("single");
    for at in [0, 3_600_000] {
        let accept = json!({ "what": "accept", "thread": "listener" });
        recording.line(at, 2_000, accept);
    }
    let browser = Browser::open(&recording.draw("--html OUT").0);
    let labels = "[...document.querySelectorAll('text')]\
                  .map(text => text.textContent)";
    for _ in 0..2 {
        let shown = browser.run(labels).to_string();
        assert!(shown.contains("\"3601.0 s\""), "{shown}");
        assert!(shown.contains("\"1.0 s\""), "{shown}");
        browser.go(&recording.draw("--svg OUT").0);
    }
}

/// 4 MB each: 50,000 bars that begin at one moment, of a thread and of a queue.
#[test]
fn bars_of_one_moment_are_drawn_in_part_as_well() {
    for what in ["read", "waits"] {
        let mut recording = Recording::new("single");
        for n in 1..=50_000 {
            recording.entry(json!({
                "what": what, "ns": 1, "took": n, "conn": n, "thread": "t",
            }));
        }
        let start = Instant::now();
        for flags in ["--html OUT", "--svg OUT"] {
            let (path, output) = recording.draw(flags);
            let said = String::from_utf8(output.stdout).unwrap();
            assert!(said.contains("bars: 40000,"), "{said}");
            assert!(said.contains(" more are not drawn"), "{said}");
            assert!(fs::metadata(path).unwrap().len() < 20_000_000);
        }
        assert!(start.elapsed() < LIMIT, "{:?}", start.elapsed());
    }
}

/// 200 KB: 300 threads, and 3,000 silences.
#[test]
fn of_many_silences_the_longest_are_cut() {
    let mut recording = Recording::new("threads");
    for n in 0..3_000 {
        let thread = format!("client-{}", n % 300);
        let read = json!({ "what": "read", "thread": thread, "conn": 1 });
        recording.line(n * 11_000, 1, read);
    }
    let start = Instant::now();
    let picture = recording.drawn("--svg OUT");
    assert!(picture.len() < 6_000_000, "{} bytes", picture.len());
    assert!(picture.contains("… 11 s …"));
    recording.drawn("--html OUT");
    assert!(start.elapsed() < LIMIT, "{:?}", start.elapsed());
}
