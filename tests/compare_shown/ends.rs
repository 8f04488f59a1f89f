//! Flags and files: nothing is measured that could not be written, nothing of
//! anybody's is lost.

use crate::common::{Folder, terminal::Terminal};
use echostage::compare::drawn::{FILES, MARK};
use serde_json::Value;
use std::fs;
use std::process::{Command, Output};

fn compare(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_echostage"));
    command.arg("compare").args(args).output().unwrap()
}

/// The one line that says why it failed.
fn complaint(output: &Output, code: i32) -> String {
    let said = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(code), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(output.stdout.is_empty(), "it has measured");
    said
}

#[test]
fn one_thing_goes_to_the_output() {
    let said = complaint(&compare(&["--json", "--markdown"]), 2);
    assert!(said.contains("--json=FILE"), "{said}");
}

#[test]
fn what_is_no_file_of_ours_stays_and_nothing_is_measured() {
    let folder = Folder::new();
    let path = folder.path().join("latency.svg");
    let name = path.to_str().unwrap();
    let json = format!("--json={name}");
    let markdown = format!("--markdown={name}");
    let svg = ["--svg", folder.path().to_str().unwrap()];
    for flags in [&[json.as_str()][..], &[markdown.as_str()], &svg] {
        fs::write(&path, "<svg>mine</svg>").unwrap();
        let said = complaint(&compare(flags), 1);
        assert!(said.contains("latency.svg"), "{said}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "<svg>mine</svg>");
    }
    let both = compare(&[&json, &markdown]);
    let said = complaint(&both, 2);
    assert!(said.contains("same file"), "{said}");
}

#[test]
fn a_folder_that_is_a_file_is_told_before_anything_is_measured() {
    let folder = Folder::new();
    let path = folder.path().join("charts");
    fs::write(&path, "mine").unwrap();
    let said = complaint(&compare(&["--svg", path.to_str().unwrap()]), 1);
    assert!(said.contains("charts"), "{said}");
}

#[test]
fn what_cannot_be_written_is_told_before_anything_is_measured() {
    let folder = Folder::new();
    let gone = folder.path().join("nodir/x");
    for place in [gone.to_str().unwrap(), "/proc/x"] {
        for flag in ["--json", "--markdown"] {
            let said = complaint(&compare(&[&format!("{flag}={place}")]), 1);
            assert!(said.contains(place), "{said}");
            let advice = "name a file in a folder that exists and is yours";
            assert!(said.contains(advice), "{said}");
        }
    }
    complaint(&compare(&["--svg", "/proc/self"]), 1);
    // A file that could be written is not there before there is a result.
    let json = format!("--json={}", folder.path().join("x").display());
    complaint(&compare(&[&json, "--markdown=/proc/x"]), 1);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// It can be opened, and holds nothing.
#[test]
fn one_that_fails_costs_none_of_the_others() {
    let folder = Folder::new();
    let page = folder.path().join("page.md");
    let markdown = format!("--markdown={}", page.display());
    let output = compare(&[
        "--quick",
        "--only",
        "crowd",
        "threads",
        "--json=/dev/full",
        &markdown,
        "--svg",
        folder.path().to_str().unwrap(),
    ]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("cannot write --json /dev/full"), "{said}");
    assert!(fs::read_to_string(page).unwrap().contains("### crowd"));
    assert!(folder.path().join(FILES[0]).exists());
    assert!(String::from_utf8(output.stdout).unwrap().contains("CROWD"));
}

#[test]
fn the_output_is_one_object_and_the_rest_goes_into_files() {
    let folder = Folder::new();
    let path = |name: &str| folder.path().join(name);
    let charts = path("new/charts");
    let page = path("page.md");
    let markdown = format!("--markdown={}", page.display());
    let svg = charts.to_str().unwrap();
    let args = ["--quick", "--only", "crowd", "threads", "--json"];
    for again in [false, true] {
        let args = [&args[..], &[&markdown, "--svg", svg]].concat();
        let output = compare(&args);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(text.lines().count(), 1, "{text}");
        let object: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(object["rows"][0]["scenario"], "crowd", "{again}");
        assert!(fs::read_to_string(&page).unwrap().contains("### crowd"));
        for file in &FILES[..2] {
            let svg = fs::read_to_string(charts.join(file)).unwrap();
            assert!(svg.starts_with(MARK) && svg.ends_with("</svg>\n"));
        }
        assert!(!charts.join(FILES[2]).exists(), "idle was not played");
    }
}

#[test]
fn in_a_pipe_there_is_no_colour_and_charts_are_named() {
    let folder = Folder::new();
    let svg = folder.path().to_str().unwrap();
    let output = compare(&[
        "--quick", "--only", "hello", "single", "--model", "--svg", svg,
    ]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(!text.contains('\x1b'), "{text}");
    for part in ["HELLO", "ALL IN ONE VIEW", "THE MODEL", "single"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    for file in FILES {
        let name = folder.path().join(file);
        let told = format!("{}: not drawn", name.display());
        assert!(text.contains(&told), "{told} in {text}");
    }
}

#[test]
fn a_terminal_shows_all_in_one_view_on_its_last_screen() {
    let terminal = Terminal::open();
    terminal.enter("echostage compare --quick --only hello single threads");
    let screen = terminal.wait("the table", |screen| {
        let done = screen.last()? == "ready$";
        (done && screen.iter().any(|l| l.contains("rounds,")))
            .then(|| screen.to_vec())
    });
    let view = screen.iter().position(|line| line == "ALL IN ONE VIEW");
    assert!(view.is_some(), "{screen:?}");
    assert!(terminal.colours().concat().contains("\x1b[1m"), "no bold");
    terminal.output("NO_COLOR=1 echostage compare --quick --only hello single");
    let shown = terminal.colours().concat();
    assert!(!shown.contains("\x1b[1m") && !shown.contains("\x1b[2m"));
}
