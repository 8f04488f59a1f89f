//! What was stored is shown again; what is no result is told, in one line.

use crate::common::Folder;
use crate::made_up::comparison;
use echostage::compare::shown::{Ink, json, markdown, table};
use echostage::compare::{Comparison, stored};
use serde_json::Value;
use std::fs;
use std::process::{Command, Output};

/// Under a name of this folder, with what `change` makes of it.
fn store(folder: &Folder, change: impl Fn(&mut Value)) -> String {
    let text = json(&comparison()).unwrap();
    let mut object: Value = serde_json::from_str(&text).unwrap();
    change(&mut object);
    let path = folder.path().join("result.json");
    fs::write(&path, object.to_string()).unwrap();
    path.to_str().unwrap().into()
}

fn from(file: &str, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_echostage"));
    command.args(["compare", "--from", file]).args(more).output().unwrap()
}

fn said(output: &Output) -> String {
    let said = String::from_utf8(output.stderr.clone()).unwrap();
    assert!(output.stdout.is_empty());
    assert_eq!(said.lines().count(), 1, "{said}");
    said
}

fn shown(found: &Comparison) -> String {
    table(found, 80, Ink { colour: false })
}

#[test]
fn what_was_stored_is_shown_as_it_was() {
    let folder = Folder::new();
    let file = store(&folder, |_| ());
    let output = from(&file, &[]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text, shown(&comparison()));
    assert!(text.contains("on 2026-11-21"), "{text}");
    let output = from(&file, &["--markdown"]);
    let page = String::from_utf8(output.stdout).unwrap();
    assert_eq!(page, markdown(&comparison()));
}

#[test]
fn only_what_is_asked_for_is_shown() {
    let folder = Folder::new();
    let file = store(&folder, |_| ());
    let text = from(&file, &["--only", "hello"]).stdout;
    let mut found = comparison();
    found.rows.retain(|row| row.scenario == "hello");
    assert!(!found.rows.is_empty());
    assert_eq!(String::from_utf8(text).unwrap(), shown(&found));
}

#[test]
fn what_is_no_result_of_ours_is_told() {
    let folder = Folder::new();
    let path = folder.path().join("result.json");
    let name = path.to_str().unwrap();
    assert!(said(&from(name, &[])).contains("cannot read"));
    for text in ["", "{}", "[1", "\u{1b}[31m", "{\"by\":\"echostage compare\"}"]
    {
        fs::write(&path, text).unwrap();
        let output = from(name, &[]);
        assert_eq!(output.status.code(), Some(1));
        let told = said(&output);
        assert!(told.contains("no result of echostage compare"), "{told}");
        assert!(!told.contains('\u{1b}'), "{told}");
    }
}

/// Below what any number may be.
const LARGE: u64 = 900_000_000_000_000;

/// The first of a list, until it has so many.
fn repeat(list: &mut Value, times: usize) {
    let list = list.as_array_mut().unwrap();
    let first = list[0].clone();
    list.resize(times, first);
}

#[test]
fn what_points_beyond_its_end_or_is_too_large_is_told() {
    let folder = Folder::new();
    let changes: [fn(&mut Value); 17] = [
        |all| drop(all["rows"][0]["cells"].as_array_mut().unwrap().pop()),
        |all| all["charts"]["latency"][0]["contestant"] = 999.into(),
        |all| all["rows"][0]["scenario"] = "\u{1b}[31m".into(),
        |all| all["machine"]["build"] = "mine".into(),
        |all| all["by"] = "somebody".into(),
        |all| all["took"] = 1e308.into(),
        |all| all["rows"][0]["cells"][1]["value"] = 1e-320.into(),
        |all| all["rows"][0]["cells"][1]["cost"]["threads"] = u64::MAX.into(),
        |all| all["rows"][0]["given"]["clients"] = 2_000_000.into(),
        |all| all["rows"][4]["given"]["requests"] = LARGE.into(),
        |all| all["rows"][4]["given"]["silent"] = LARGE.into(),
        |all| all["rows"][4]["given"]["size"] = LARGE.into(),
        |all| all["contestants"][4]["at_a_time"]["workers"] = LARGE.into(),
        |all| repeat(&mut all["charts"]["latency"][0]["points"], 2000),
        |all| repeat(&mut all["charts"]["latency"], 9),
        |all| repeat(&mut all["charts"]["means"], 9),
        |all| all["failures"] = vec!["it fell"; 2000].into(),
    ];
    for change in changes {
        let output = from(&store(&folder, change), &[]);
        let told = said(&output);
        assert!(told.contains("no result of echostage compare"), "{told}");
        assert!(!told.contains('\u{1b}'), "{told}");
    }
}

/// A letter that a terminal obeys, in each text that is not one of a few.
fn soil(value: &mut Value) {
    let known = ["scenario", "build", "by", "is", "unit", "better", "kind"];
    match value {
        Value::String(text) => *text += "\u{1b}[31m\u{9b}2J\u{202e}\n",
        Value::Array(all) => all.iter_mut().for_each(soil),
        Value::Object(all) => {
            let all = all.iter_mut();
            all.filter(|(key, value)| {
                let one = *key == "at_a_time" && value.is_string();
                !one && *key != "expected" && !known.contains(&&***key)
            })
            .for_each(|(_, value)| soil(value));
        }
        _ => (),
    }
}

#[test]
fn no_text_of_the_file_steers_the_terminal() {
    let folder = Folder::new();
    let file = store(&folder, |all| {
        all["failures"] = vec!["threads in hello: it fell"].into();
        soil(all);
        for row in all["rows"].as_array_mut().unwrap() {
            for cell in row["cells"].as_array_mut().unwrap() {
                let dirty = Value::from("\u{1b}[31mlimit");
                cell["limit"] = dirty.clone();
                cell["note"] = dirty;
            }
        }
    });
    let svg = folder.path().to_str().unwrap();
    for more in [
        &["--model", "--svg", svg][..],
        &["--markdown", "--model"],
        &["--json"],
    ] {
        let output = from(&file, more);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        for shown in [output.stdout, output.stderr] {
            let shown = String::from_utf8(shown).unwrap();
            let obeyed =
                |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
            let line = shown.lines().find(|line| line.contains(obeyed));
            assert_eq!(line, None, "{more:?}");
            assert!(shown.contains("[31m"), "{more:?}: nothing is there");
        }
    }
}

#[test]
fn what_went_wrong_then_is_told_again() {
    let folder = Folder::new();
    let file = store(&folder, |all| {
        all["failures"] = vec!["threads in hello: it fell"].into();
    });
    let output = from(&file, &[]);
    assert_eq!(output.status.code(), Some(0));
    let told = String::from_utf8(output.stderr).unwrap();
    let line = "echostage: when it was measured: threads in hello: it fell\n";
    assert_eq!(told, line);
}

/// The lessons and the book show it. After a change to what a full run
/// measures: `echostage compare --json=lessons/measured/compare.json`.
#[test]
fn the_lessons_comparison_is_one_of_todays_full_runs() {
    let root = env!("CARGO_MANIFEST_DIR");
    let file = format!("{root}/lessons/measured/compare.json");
    let found = stored(file.as_ref()).unwrap();
    assert!(!found.quick && !found.cut_short && found.failures.is_empty());
    assert_eq!(found.machine.build, "release");
    for row in &found.rows {
        let turns = row.cells.iter().map(|cell| cell.rounds.len());
        let due = match (row.scenario, &*row.name) {
            (_, "processor time" | "switches") => 1,
            ("silent" | "idle", _) => 6,
            ("many", _) => 2,
            _ => 14,
        };
        assert_eq!(turns.max(), Some(due), "{}, {}", row.scenario, row.name);
    }
    for line in &found.charts.latency {
        let mean = found.charts.means.get(line.contestant).copied().flatten();
        assert!(mean.is_some(), "contestant {} has no mean", line.contestant);
    }
}

/// With `--only`, the rest would be lost.
#[test]
fn it_is_not_written_over_what_it_is_read_from() {
    let folder = Folder::new();
    let file = store(&folder, |_| ());
    fs::write(&file, json(&comparison()).unwrap()).unwrap();
    let output = from(&file, &[&format!("--json={file}")]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("same file"));
    assert!(stored(file.as_ref()).is_ok());
}
