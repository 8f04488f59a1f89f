//! A program that a lesson calls and that is not here is told before it is
//! missed.

use crate::common::{Folder, tools::need};
use crate::stand::Stand;
use std::os::unix::fs::symlink;

/// A PATH with what lesson 0 calls, but without strace.
fn without_strace() -> Folder {
    let bin = Folder::new();
    let here = ["bash", "sh", "env", "tmux", "telnet", "ss", "grep", "clear"];
    for name in here {
        symlink(need(name), bin.path().join(name)).unwrap();
    }
    bin
}

#[test]
fn a_missing_program_is_told_on_the_first_page_and_at_its_step() {
    let bin = without_strace();
    let path = bin.path().display();
    let program = env!("CARGO_BIN_EXE_echostage");
    let stand = Stand::new(80, 40);
    stand.terminal.enter(&format!("PATH={path} {program} lesson 0 --play"));
    stand.terminal.sees("Not on this system: strace.");
    stand.terminal.sees("install strace");
    let step = stand.go_to("$ strace");
    assert!(step.concat().contains("strace is not on this"), "{step:#?}");
    stand.press("Enter");
    stand.terminal.sees("strace: command not found");
    stand.terminal.sees("The page shows something else here: listening on");
    // The lesson goes on.
    let later = stand.press("Enter");
    assert!(!later.concat().contains("is not on this"), "{later:#?}");
    stand.terminal.press("q");
    stand.nothing_stays();
}

#[test]
fn where_nothing_is_missing_nothing_is_told() {
    let stand = Stand::new(80, 40);
    stand.play("0");
    let screen = stand.terminal.screen().concat();
    assert!(!screen.contains("Not on this system"), "{screen}");
}
