//! The text beside the terminals: whose folder it takes, and what it does
//! while something else changes or hangs.

use crate::common::Folder;
use crate::stand::Stand;
use crate::{lesson, text};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};

#[test]
fn a_folder_that_is_not_a_lesson_s_is_refused_and_kept() {
    let place = Folder::new();
    let named = place.path().join("echostage-lesson-mine");
    let marked = place.path().join("precious\x1b[31m");
    fs::create_dir(&named).unwrap();
    fs::create_dir(&marked).unwrap();
    fs::write(marked.join(".keeper"), "1").unwrap();
    for folder in [&named, &marked] {
        let file = folder.join("work");
        fs::write(&file, "of years").unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_echostage"));
        command.args(["lesson", "1", "--guide"]).arg(folder);
        let out = command.stdin(Stdio::null()).output().unwrap();
        let told = text(&out.stderr);
        assert!(file.exists(), "{told}");
        assert_eq!(out.status.code(), Some(2), "{told}");
        assert!(told.contains("do: echostage lesson"), "{told}");
        assert_eq!(told.lines().count(), 1, "{told}");
        assert!(!told.contains('\x1b'), "{told}");
    }
    let nowhere = lesson(&["1", "--guide", "/no/such/folder"]);
    assert_eq!(nowhere.status.code(), Some(2));
}

#[test]
fn in_a_window_of_another_size_the_text_begins_again() {
    let stand = Stand::new(80, 14);
    stand.play("1");
    let first = stand.go_to("Enter: more");
    stand.go_to("page 2");
    stand.terminal.resize(80, 30);
    stand.terminal.wait("the first rows, in a larger window", |screen| {
        let text = Stand::text(screen)?;
        (text.contains(&first[1]) && !text.contains("page")).then_some(())
    });
}

#[test]
fn a_fact_that_hangs_takes_no_key() {
    let stand = Stand::new(80, 24);
    let bin = Folder::new();
    let grep = bin.path().join("grep");
    fs::write(&grep, "#!/bin/sh\nsleep 1000\n").unwrap();
    fs::set_permissions(&grep, fs::Permissions::from_mode(0o755)).unwrap();
    let path = bin.path().display();
    stand.play_by(&format!("PATH={path}:$PATH echostage lesson 1 --play"));
    // What comes next has a fact that only grep can tell.
    stand.go_to("Now let the first client leave");
    stand.terminal.press("Enter");
    stand.terminal.sees("Waiting for");
    stand.press("b");
    stand.terminal.press("q");
    stand.terminal.sees("[exited]");
    stand.nothing_stays();
}
