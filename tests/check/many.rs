//! A folder of many servers, a line for each.

use crate::common::Folder;
use crate::found::{command, wrong};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// A folder with a file `run` that starts this wrong server.
fn student(all: &Path, name: &str, way: &str) {
    let folder = all.join(name);
    fs::create_dir(&folder).unwrap();
    let words = wrong(way)[..4].join(" ");
    runs(&folder, &format!("#!/bin/sh\nexec {words} \"$1\"\n"));
}

fn runs(folder: &Path, script: &str) {
    let run = folder.join("run");
    fs::write(&run, script).unwrap();
    fs::set_permissions(&run, Permissions::from_mode(0o755)).unwrap();
}

/// Their names, their faults, and the level each reaches.
const TEN: [(&str, &str, &str); 10] = [
    ("a", "one", "2"),
    ("b", "uppercase", "0"),
    ("c, with a comma", "drops-nul", "1"),
    ("d", "one", "2"),
    ("e", "greets", "0"),
    ("f", "one-send", "1"),
    ("=g", "one-line-only", "0"),
    ("h", "right", "3"),
    ("i", "cuts-lines", "1"),
    ("j", "big-backlog", "2"),
];

#[test]
fn ten_folders_make_ten_rows() {
    let folder = Folder::new();
    for (name, way, _) in TEN {
        student(folder.path(), name, way);
    }
    let mut check = command("--csv --level 3 --all");
    let output = check.arg(folder.path()).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let rows: Vec<&str> = text.lines().skip(1).collect();
    assert_eq!(rows.len(), TEN.len(), "{text}");
    for (name, _, level) in TEN {
        let name = match name {
            "c, with a comma" => "\"c, with a comma\"".into(),
            "=g" => "'=g".into(),
            name => name.to_string(),
        };
        let pass = if level == "3" { "yes" } else { "no" };
        let starts = format!("{name},{pass},{level},");
        assert!(rows.iter().any(|row| row.starts_with(&starts)), "{text}");
    }
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_folder_that_can_not_be_started_has_its_row_too() {
    let folder = Folder::new();
    student(folder.path(), "good", "right");
    fs::create_dir(folder.path().join("empty")).unwrap();
    student(folder.path(), "asleep", "right");
    let run = folder.path().join("asleep/run");
    fs::set_permissions(&run, Permissions::from_mode(0o644)).unwrap();
    let windows = folder.path().join("windows");
    fs::create_dir(&windows).unwrap();
    runs(&windows, "#!/bin/sh\r\nexec python3 server.py \"$1\"\r\n");
    let mut check = command("--level 1 --all");
    let output = check.arg(folder.path()).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let row = |name: &str| {
        let own = |line: &&str| line.split_whitespace().nth(1) == Some(name);
        text.lines().find(own).unwrap_or_else(|| panic!("{text}")).to_string()
    };
    assert!(row("good").starts_with("ok  good "), "{text}");
    for (name, why) in [
        ("asleep", "its file run is not executable (chmod +x run)"),
        ("empty", "it has no file run"),
        (
            "windows",
            "its file run has Windows line ends: sed -i 's/\\r$//' run",
        ),
    ] {
        let row = row(name);
        assert!(row.ends_with("level 0  no model"), "{text}");
        assert!(text.contains(&format!("{row}\n    {why}\n")), "{text}");
    }
}

/// Neither what a folder is called nor what a server says is obeyed.
#[test]
fn nothing_from_a_folder_reaches_the_terminal_raw() {
    const HOSTILE: [&str; 3] = ["\x1b[31m", "\u{9b}32m", "\u{202e}"];
    let all = Folder::new();
    let folder = all.path().join(format!("name {}", HOSTILE.concat()));
    fs::create_dir(&folder).unwrap();
    let words =
        "printf 'oops \\033[31m \\302\\23332m \\342\\200\\256\\n'; exit 3";
    runs(&folder, &format!("#!/bin/sh\n{words}\n"));
    for flags in ["--all", "--csv --all", "--json --all"] {
        let output = command(flags).arg(all.path()).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains("oops"), "{text}");
        assert!(text.contains("x1b[31m"), "{text}");
        for raw in HOSTILE {
            assert!(!text.contains(raw), "{flags}: {text:?}");
        }
        // In JSON they could be hidden as \u001b.
        assert!(!text.contains("\\u001b"), "{text}");
    }
}

/// Its row is no verdict.
#[test]
fn who_is_cut_short_is_not_graded() {
    let folder = Folder::new();
    let slow = folder.path().join("slow");
    fs::create_dir(&slow).unwrap();
    runs(&slow, "#!/bin/sh\nexec sleep 60\n");
    let told = |flags: &str| {
        let mut check = command(&format!("--within 1 {flags}"));
        let output = check.arg("--all").arg(folder.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stdout).unwrap()
    };
    let over = "its time was over: --within SECONDS gives it more";
    let row = told("");
    assert!(row.starts_with("?   slow "), "{row}");
    assert!(row.contains(&format!("cut short, not graded: {over}")), "{row}");
    let rows = told("--csv");
    assert!(rows.contains(&format!("\nslow,no,0,,,,{over},")), "{rows}");
}
