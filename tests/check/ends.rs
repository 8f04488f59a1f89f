//! However a check ends, what it has started ends with it; and it ends.

use crate::common::{Folder, Signal, until};
use crate::found::{Found, command, left_in, program, python, wrong};
use rustix::process::{Pid, kill_process};
use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn ends_by(signals: &[Signal], code: i32) {
    let folder = Folder::new();
    let mut check = command("--");
    check.args(wrong("one")).current_dir(folder.path());
    let mut check = check.stdout(Stdio::null()).spawn().unwrap();
    until("a server runs", || (left_in(folder.path()).len() > 1).then_some(()));
    for signal in signals {
        let pid = Pid::from_child(&check);
        kill_process(pid, *signal).unwrap();
    }
    assert_eq!(check.wait().unwrap().code(), Some(code));
    until("all is gone", || left_in(folder.path()).is_empty().then_some(()));
}

#[test]
fn ctrl_c_leaves_nothing() {
    ends_by(&[Signal::INT], 130);
}

#[test]
fn sigterm_and_sighup_leave_nothing() {
    ends_by(&[Signal::TERM], 143);
    ends_by(&[Signal::HUP], 129);
}

/// A shell's job is below us when `exec` makes the shell into us.
#[test]
fn a_job_of_the_shell_before_us_is_spared() {
    let folder = Folder::new();
    let script = "sleep 600 & echo $! >job; exec \"$@\"";
    let mut shell = Command::new("sh");
    shell.args(["-c", script, "sh", program(), "check", "--level", "1", "--"]);
    shell.args(wrong("one")).current_dir(folder.path());
    // The job keeps what the shell has written to open.
    shell.stdout(Stdio::null()).stderr(Stdio::null());
    assert_eq!(shell.status().unwrap().code(), Some(0));
    let job = fs::read_to_string(folder.path().join("job")).unwrap();
    let job = Pid::from_raw(job.trim().parse().unwrap()).unwrap();
    kill_process(job, Signal::KILL).expect("it lives");
    until("it is gone", || left_in(folder.path()).is_empty().then_some(()));
}

/// A server may hold up each probe: all together must end.
#[test]
fn a_server_that_answers_nobody_is_graded_in_time() {
    let begun = Instant::now();
    let script = "import socket, sys, time; s = socket.create_server(
        ('127.0.0.1', int(sys.argv[1]))); time.sleep(600)";
    let mut check = command("--");
    let words = [python(), "-c", script, "{port}"];
    let output = check.args(words).output().unwrap();
    assert!(begun.elapsed() < Duration::from_secs(30));
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("seen:     nothing in 2 s"), "{text}");
    assert!(text.contains("not tried: first it must echo a line"), "{text}");
}

/// A virtual machine takes its time; there are many starts.
#[test]
fn a_server_that_needs_two_seconds_to_start_is_graded_to_the_end() {
    let script = "import sys, time; time.sleep(2); import runpy
sys.argv[1:] = ['right', sys.argv[1]]
runpy.run_path(sys.argv[0])";
    let path = &wrong("right")[2];
    let script = script.replace("sys.argv[0]", &format!("{path:?}"));
    let words = [python(), "-c", &script, "{port}"].map(String::from);
    let found = Found::run("", &words);
    let all = &found.all["grade"];
    assert_eq!(found.level(), 5, "{all}");
}

/// Where it never listens there is nothing to grade.
#[test]
fn a_server_that_never_listens_is_told_in_time() {
    let words = ["sh", "-c", "sleep 600", "{port}"].map(String::from);
    let found = Found::run("--level 1", &words);
    let (probe, seen) = &found.broken()[0];
    assert_eq!(probe, "line");
    assert!(seen.starts_with("it never listened on 127.0.0.1:"), "{seen}");
    assert!(found.all["grade"]["seconds"].as_f64().unwrap() < 30.0);
}
