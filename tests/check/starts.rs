//! How a server starts: who is not there, or not the one on its port, is told
//! why.

use crate::common::{Folder, until};
use crate::found::{Found, command, right};
use std::fs;
use std::net::TcpListener;
use std::process::Stdio;

fn is_told(words: &[String], told: &str) {
    let found = Found::run("--level 1", words);
    let (probe, seen) = &found.broken()[0];
    assert_eq!(probe, "line");
    assert!(seen.contains(told), "{seen}");
}

#[test]
fn who_goes_into_the_background_before_it_listens_is_told_so() {
    is_told(&right("daemon"), "start it in the foreground");
}

#[test]
fn who_goes_into_the_background_with_its_port_is_told_so() {
    is_told(&right("late-daemon"), "start it in the foreground");
}

#[test]
fn who_goes_into_the_background_with_its_first_client_is_told_so() {
    is_told(&right("later-daemon"), "start it in the foreground");
}

/// As on a machine that is busy: it is gone before they come.
#[test]
fn the_last_words_of_one_that_has_ended_are_waited_for() {
    let late = "(sleep 0.3; echo no luck) & exit 3; : {port}";
    let words = ["sh", "-c", late].map(String::from);
    is_told(&words, "it ended with code 3 (\"no luck\")");
}

/// This test itself takes each port that the command is given.
#[test]
fn another_server_on_its_port_is_not_graded() {
    let folder = Folder::new();
    let mut check = command("--json --level 1 --");
    let script = "echo {port} >new; mv new port-{port}; exec sleep 600";
    check.args(["sh", "-c", script]).current_dir(folder.path());
    let mut check = check.stdout(Stdio::piped()).spawn().unwrap();
    let mut foreign = Vec::new();
    until("it has given up", || {
        for file in fs::read_dir(folder.path()).unwrap().flatten() {
            let name = file.file_name().into_string().unwrap();
            let port = name.strip_prefix("port-").and_then(|n| n.parse().ok());
            // Once is enough: then it is ours.
            let bound = port.map(|port| TcpListener::bind(("127.0.0.1", port)));
            foreign.extend(bound.and_then(Result::ok));
        }
        check.try_wait().unwrap()
    });
    let output = check.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("another process listens on port "), "{text}");
    assert_eq!(foreign.len(), 3, "a port is looked for three times: {text}");
}
