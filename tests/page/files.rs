//! Which file a drawing may be, and what it may replace.

use crate::common::Folder;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::process::{Command, Output};

const RECORDING: &str = "{\"echostage\":1,\"stage\":\"single\"}\n\
    {\"ns\":1,\"what\":\"accept\",\"thread\":\"listener\",\"took\":9}\n";
const KINDS: [&str; 3] = ["--html", "--svg", "--chrome"];

/// A folder with a recording in it.
struct Desk(Folder);

impl Desk {
    fn new() -> Self {
        let desk = Self(Folder::new());
        fs::write(desk.path("own.jsonl"), RECORDING).unwrap();
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn draw(&self, flags: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_echostage"))
            .current_dir(self.0.path())
            .args(["timeline", "own.jsonl"])
            .args(flags)
            .output()
            .unwrap()
    }

    #[track_caller]
    fn refuses(&self, code: i32, flags: &[&str]) -> String {
        let out = self.draw(flags);
        let told = String::from_utf8(out.stderr).unwrap();
        assert_eq!(out.status.code(), Some(code), "{flags:?}: {told}");
        assert_eq!(told.lines().count(), 1, "{told}");
        assert!(out.stdout.is_empty(), "{flags:?}");
        told
    }
}

#[test]
fn a_recording_is_not_drawn_over_itself() {
    let desk = Desk::new();
    symlink("own.jsonl", desk.path("soft")).unwrap();
    fs::hard_link(desk.path("own.jsonl"), desk.path("hard")).unwrap();
    for kind in KINDS {
        for name in ["own.jsonl", "./own.jsonl", "soft", "hard"] {
            let told = desk.refuses(2, &[kind, name]);
            assert!(told.contains(kind) && told.contains("would be lost"));
        }
    }
    let kept = fs::read_to_string(desk.path("own.jsonl")).unwrap();
    assert_eq!(kept, RECORDING);
}

#[test]
fn two_drawings_are_two_files() {
    let desk = Desk::new();
    for (one, other) in [("same", "same"), ("same", "./same")] {
        let told = desk.refuses(2, &["--svg", one, "--html", other]);
        assert!(told.contains("--html and --svg"), "{told}");
        assert!(!desk.path("same").exists());
    }
}

#[test]
fn a_file_that_is_no_such_drawing_is_kept() {
    let desk = Desk::new();
    for kind in KINDS {
        for text in ["years of work\n", "<svg xmlns=", "<!DOCTYPE html>\n<p>"] {
            fs::write(desk.path("thesis"), text).unwrap();
            let told = desk.refuses(1, &[kind, "thesis"]);
            assert!(told.contains("it is there, and no "), "{told}");
            let kept = fs::read_to_string(desk.path("thesis")).unwrap();
            assert_eq!(kept, text);
        }
    }
    // Nor is anything drawn before that is known.
    desk.refuses(1, &["--chrome", "new", "--svg", "thesis"]);
    assert!(!desk.path("new").exists());
}

#[test]
fn an_older_drawing_and_an_empty_file_are_replaced() {
    let desk = Desk::new();
    for kind in KINDS {
        fs::write(desk.path(kind), "").unwrap();
        for _ in 0..2 {
            let name = format!("./{kind}");
            assert!(desk.draw(&[kind, &name]).status.success(), "{kind}");
        }
        let other = if kind == "--svg" { "--html" } else { "--svg" };
        desk.refuses(1, &[other, &format!("./{kind}")]);
    }
}

#[test]
fn what_is_no_common_file_is_written_as_it_is() {
    let desk = Desk::new();
    let to = "/dev/null";
    let out = desk.draw(&["--svg", to, "--html", to, "--chrome", to]);
    assert!(out.status.success());
    let out = desk.draw(&["--svg", "/dev/stdout"]);
    let drawn = String::from_utf8(out.stdout).unwrap();
    assert!(drawn.starts_with("<svg "), "{drawn}");
}

#[test]
fn a_folder_that_is_not_there_is_told_in_a_line() {
    let desk = Desk::new();
    for kind in KINDS {
        let told = desk.refuses(1, &[kind, "/no/such/folder/drawing"]);
        assert!(told.contains("name a file in a folder that exists"), "{told}");
        desk.refuses(1, &[kind, "."]);
    }
}
