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

/// This test itself takes the port that the command was given.
#[test]
fn another_server_on_its_port_is_not_graded() {
    let folder = Folder::new();
    let mut check = command("--json --level 1 --");
    let script = "echo {port} >port.new; mv port.new port; exec sleep 600";
    check.args(["sh", "-c", script]).current_dir(folder.path());
    let check = check.stdout(Stdio::piped()).spawn().unwrap();
    let port = until("it knows its port", || {
        fs::read_to_string(folder.path().join("port")).ok()
    });
    let port = port.trim().parse().unwrap();
    let _foreign = TcpListener::bind(("127.0.0.1", port)).unwrap();
    let output = check.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let told = format!("another process listens on port {port}");
    assert!(text.contains(&told), "{text}");
}
