//! However it ends, it prints what it has and leaves nobody behind.

use crate::common::{Folder, PATIENCE, Signal, all_gone, until};
use crate::common::{Process, within};
use crate::found::{command, left_in};
use rustix::process::{Pid, kill_process};
use std::process::{Child, Stdio};
use std::time::Duration;

fn begun(folder: &Folder) -> Child {
    let mut command = command("threads single");
    command.current_dir(folder.path()).stdout(Stdio::piped());
    let child = command.stderr(Stdio::piped()).spawn().unwrap();
    until("three servers", || {
        let servers = Process(child.id()).children();
        (servers.len() == 3).then_some(())
    });
    child
}

fn send(child: &Child, signal: Signal) {
    let pid = Pid::from_raw(child.id() as i32).unwrap();
    kill_process(pid, signal).unwrap();
}

#[test]
fn ctrl_c_prints_what_there_is_and_leaves_nobody() {
    for signal in [Signal::INT, Signal::TERM] {
        let folder = Folder::new();
        let child = begun(&folder);
        send(&child, signal);
        let out = child.wait_with_output().unwrap();
        let text = String::from_utf8_lossy(&out.stdout);
        assert_eq!(out.status.code(), Some(130), "{text}");
        assert!(text.contains("HELLO"), "{text}");
        assert_eq!(left_in(&folder), Vec::<String>::new());
    }
}

#[test]
fn a_second_ctrl_c_leaves_nobody_either() {
    let folder = Folder::new();
    let child = begun(&folder);
    let servers = Process(child.id()).children();
    send(&child, Signal::INT);
    send(&child, Signal::INT);
    let out = child.wait_with_output().unwrap();
    assert_eq!(out.status.code(), Some(130));
    all_gone(&servers, within(Duration::from_secs(1)).min(PATIENCE));
}

#[test]
fn ctrl_backslash_ends_it_at_once_and_leaves_nobody() {
    let folder = Folder::new();
    let child = begun(&folder);
    let servers = Process(child.id()).children();
    send(&child, Signal::QUIT);
    let out = child.wait_with_output().unwrap();
    assert_eq!(out.status.code(), Some(131));
    assert!(out.stdout.is_empty(), "it asked for nothing");
    all_gone(&servers, within(Duration::from_secs(1)).min(PATIENCE));
}

/// The server of ours that ends is told, and the others' figures stand.
#[test]
fn a_server_that_is_killed_is_told_and_the_rest_goes_on() {
    let folder = Folder::new();
    let mut command = command("--only hello threads single");
    command.current_dir(folder.path()).stdout(Stdio::piped());
    let child = command.stderr(Stdio::piped()).spawn().unwrap();
    let threads = until("the server", || {
        let servers = Process(child.id()).children().into_iter();
        let mut those =
            servers.filter(|s| s.command_line().contains("--stage threads"));
        those.next()
    });
    // Once it serves: a client of its own has a thread there.
    until("its client", || (threads.threads().len() > 6).then_some(()));
    let pid = Pid::from_raw(threads.0 as i32).unwrap();
    kill_process(pid, Signal::KILL).unwrap();
    let out = child.wait_with_output().unwrap();
    let told = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(1), "{told}");
    assert!(told.contains("threads in hello: it ended by signal 9"), "{told}");
    assert!(String::from_utf8_lossy(&out.stdout).contains("single"));
}
