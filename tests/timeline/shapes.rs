//! How each state looks, and what is left out of a drawing on purpose.

use crate::tape::{Tape, command, draw, file, lane, run};
use serde_json::json;

fn all_states() -> String {
    let mut tape = Tape::of("pool");
    tape.accept((0.0, 1_000.0), "listener", 1);
    tape.read((1_000.0, 2_000.0), "worker-1", 1, 6);
    let mut at = 2_000.0;
    for what in ["think", "lock", "held", "write"] {
        let rest = json!({ "conn": 1, "first": "read" });
        tape.call((at, at + 1_000.0), what, "worker-1", rest);
        at += 1_000.0;
    }
    tape.at(at + 1_000.0, "waits", json!({ "thread": "listener", "conn": 2 }));
    tape.at(
        at + 2_000.0,
        "served",
        json!({
            "thread": "worker-2", "conn": 2, "took": 1_000_000_000,
        }),
    );
    tape.closed(at + 1_000.0, "worker-1", 1);
    tape.ended(8_000.0)
}

#[test]
fn each_state_has_a_shape_that_needs_no_colour() {
    let drawing = draw(all_states(), &["--color", "never"]);
    let worker = lane(&drawing, "worker-1");
    assert!(!drawing.contains('\x1b'), "{drawing}");
    let mut shapes: Vec<char> = worker.chars().collect();
    shapes.dedup();
    assert_eq!(String::from_iter(shapes), "A─┼~#!>█×");
    assert!(lane(&drawing, "our queue").contains("B░░░░"), "{drawing}");
    for words in
        ["thinks", "by a lock", "at a gate", "in write", "our code runs"]
    {
        assert!(drawing.contains(words), "{words}\n{drawing}");
    }
}

#[test]
fn the_legend_names_only_what_occurs() {
    let mut tape = Tape::of("single");
    tape.accept((0.0, 500.0), "listener", 1);
    tape.open(500.0, "read", "listener", 1);
    let drawing = draw(tape.ended(1_000.0), &[]);
    assert!(drawing.contains("blocked in read"), "{drawing}");
    for words in ["write", "waits   ", "thinks", "closed"] {
        assert!(!drawing.contains(words), "{words}\n{drawing}");
    }
}

#[test]
fn a_client_has_its_colour_and_nothing_else_has_one() {
    let drawing = draw(all_states(), &["--color", "always"]);
    let coloured = drawing.lines().find(|l| l.contains("worker-1")).unwrap();
    assert!(coloured.contains("\x1b[38;5;32mA"), "{coloured:?}");
    assert!(!draw(all_states(), &[]).contains('\x1b'), "a pipe is no terminal");
}

#[test]
fn a_long_silence_is_cut_and_labelled() {
    let mut tape = Tape::of("threads");
    tape.accept((0.0, 1_000.0), "listener", 1);
    tape.read((1_000.0, 2_000.0), "client-1", 1, 6);
    tape.write((2_000.1, 2_000.2), "client-1", 1);
    tape.read((2_000.3, 42_000.2), "client-1", 1, 6);
    tape.write((42_000.3, 42_000.4), "client-1", 1);
    tape.read((42_000.5, 44_000.0), "client-1", 1, 0);
    tape.closed(44_000.1, "client-1", 1);
    let drawing = draw(tape.ended(44_500.0), &[]);
    assert!(drawing.contains("… 40 s …"), "{drawing}");
    let talker = lane(&drawing, "client-1");
    assert_eq!(talker.matches('…').count(), 2, "{drawing}");
    assert_eq!(talker.matches('┼').count(), 2, "{drawing}");
}

#[test]
fn idle_workers_are_folded_into_one_line() {
    let mut tape = Tape::of("bounded-pool");
    tape.accept((0.0, 100.0), "listener", 1);
    for n in 2..=12 {
        tape.open(0.0, "take", &format!("worker-{n}"), 0);
    }
    tape.open(100.1, "read", "worker-1", 1);
    let drawing = draw(tape.ended(1_000.0), &[]);
    let rows: Vec<_> =
        drawing.lines().filter(|l| l.contains("worker")).collect();
    assert_eq!(rows.len(), 2, "{drawing}");
    assert_eq!(rows[1], "worker-2 to worker-12: idle");
}

#[test]
fn hundreds_of_threads_are_bounded_and_the_rest_is_told() {
    let mut tape = Tape::of("threads");
    for n in 1..=300 {
        let ms = n as f64;
        tape.accept((ms - 1.0, ms), "listener", n);
        tape.open(ms, "read", &format!("client-{n}"), n);
    }
    let drawing = draw(tape.ended(400.0), &[]);
    assert!(drawing.lines().count() < 80, "{drawing}");
    assert!(
        drawing.contains("261 threads more, from client-40 on"),
        "{drawing}"
    );
    assert!(drawing.contains("280 clients more"), "{drawing}");
}

#[test]
fn no_line_is_wider_than_asked() {
    for width in ["40", "53", "80", "200"] {
        for by in ["time", "event"] {
            let args = ["--width", width, "--by", by];
            let out = run(all_states(), &args).stdout;
            for line in String::from_utf8(out).unwrap().lines() {
                let wide = line.chars().count();
                assert!(wide <= width.parse().unwrap(), "{line}");
            }
        }
    }
}

#[test]
fn a_window_is_cut_out_of_it() {
    let args = ["--from", "2.5", "--to", "3.5"];
    let drawing = draw(all_states(), &args);
    let mut shapes: Vec<char> = lane(&drawing, "worker-1").chars().collect();
    shapes.dedup();
    assert_eq!(String::from_iter(shapes), "A~#");
    let nothing = draw(all_states(), &["--from", "100"]);
    assert!(
        nothing.starts_with("Nothing was recorded in that time"),
        "{nothing}"
    );
}

#[test]
fn it_reads_standard_input_as_well() {
    let (_folder, path) = file(all_states());
    let piped = std::fs::File::open(&path).unwrap();
    let (reader, mut writer) = std::io::pipe().unwrap();
    std::thread::spawn(move || std::io::copy(&mut &piped, &mut writer));
    let mut command = command(&["--width", "80"]);
    let out = command.arg("-").stdin(reader).output().unwrap();
    assert_eq!(String::from_utf8(out.stdout).unwrap(), draw(all_states(), &[]));
}
