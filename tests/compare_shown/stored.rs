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

#[test]
fn what_points_beyond_its_end_or_is_too_large_is_told() {
    let folder = Folder::new();
    let changes: [fn(&mut Value); 9] = [
        |all| drop(all["rows"][0]["cells"].as_array_mut().unwrap().pop()),
        |all| all["charts"]["latency"][0]["contestant"] = 999.into(),
        |all| all["rows"][0]["scenario"] = "\u{1b}[31m".into(),
        |all| all["machine"]["build"] = "mine".into(),
        |all| all["by"] = "somebody".into(),
        |all| all["took"] = 1e308.into(),
        |all| all["rows"][0]["cells"][1]["value"] = 1e-320.into(),
        |all| all["rows"][0]["cells"][1]["cost"]["threads"] = u64::MAX.into(),
        |all| all["rows"][0]["given"]["clients"] = 2_000_000.into(),
    ];
    for change in changes {
        let output = from(&store(&folder, change), &[]);
        let told = said(&output);
        assert!(told.contains("no result of echostage compare"), "{told}");
        assert!(!told.contains('\u{1b}'), "{told}");
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
