//! What the board says when there is nothing to watch, or nothing any more.

use crate::common::terminal::Terminal;
use crate::common::{Folder, Signal};
use crate::watched::Watched;
use std::process::{Command, Output};

fn watch(words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_echostage"));
    command.arg("watch").args(words).output().unwrap()
}

#[test]
fn when_the_server_ends_the_board_says_so() {
    for signal in [Signal::TERM, Signal::KILL] {
        let watched = Watched::start("");
        let terminal = watched.board(80, 24);
        terminal.sees(" Nobody is inside");
        watched.server.signal(signal);
        terminal.sees("the server has ended");
        terminal.sees(" Nobody is inside");
        terminal.sees(" inside 0 of ");
        terminal.rests_at("ready$");
        assert_eq!(terminal.output("echo code $?"), ["code 0"]);
    }
}

#[test]
fn a_server_that_tells_nothing_is_said_to() {
    let watched = Watched::start("");
    let terminal = watched.board(80, 24);
    watched.server.signal(Signal::STOP);
    terminal.sees("no news for ");
    watched.server.signal(Signal::CONT);
    terminal.sees("up ");
}

#[test]
fn where_no_server_is_the_exit_code_is_3() {
    let mut watched = Watched::start("");
    watched.server.signal(Signal::KILL);
    watched.server.wait_exit(crate::common::PATIENCE);
    let folder = Folder::new();
    let none = folder.path().join("none");
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let long = folder.path().join("x".repeat(120));
    let terminal = Terminal::open();
    for (path, words) in [
        (&none, "No such file or directory"),
        (&watched.path, "Connection refused"),
        (&file, "Connection refused"),
        (&long, "has 107 bytes at most"),
    ] {
        let line = format!("echostage watch {} ; echo $?", path.display());
        let told = terminal.output(&line).concat();
        assert!(told.contains(words), "{told}");
        assert!(told.contains("echostage: cannot watch"), "{told}");
        assert!(told.ends_with('3'), "{told}");
    }
}

#[test]
fn where_no_terminal_is_there_is_no_board() {
    let watched = Watched::start("");
    let output = watch(&[watched.path.to_str().unwrap()]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(told.lines().count(), 1, "{told}");
    let words = "echostage: watch draws on a terminal";
    assert!(told.starts_with(words), "{told}");
    assert_eq!((output.status.code(), output.stdout), (Some(1), vec![]));
}

#[test]
fn without_a_path_the_words_are_wrong() {
    let output = watch(&[]);
    assert_eq!(output.status.code(), Some(2));
}
