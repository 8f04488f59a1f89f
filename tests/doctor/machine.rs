//! What is missing on this machine, left over, or too little.

use crate::common::{Folder, Server, Signal};
use crate::{SERVER, alone, alone_in, line, names, text};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixListener;
use std::process::Command;

#[test]
fn without_a_fault_it_says_so_and_exits_0() {
    // Two addresses of one interface are no fault, either.
    let output = alone("ip address add 127.0.0.2/8 dev lo", "");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    assert!(!text(&output).contains("BAD"), "{}", text(&output));
    assert!(!text(&output).contains("look  multicast"), "{}", text(&output));
    for head in [
        "ok    sockets",
        "ok    children",
        "ok    descriptors",
        "ok    somaxconn",
        "ok    loopback",
        "ok    broadcast     comes back on lo (127.255.255.255)",
        "ok    multicast     comes back on lo (239.1.2.3)",
    ] {
        line(&output, head);
    }
}

#[test]
fn missing_tools_are_named_with_the_line_that_installs_them() {
    let output = alone("PATH=/nowhere", "");
    let told = line(&output, "look  tools");
    names(&told, &["telnet, nc", "strace, gdb, tmux", "do: "]);
    let here = fs::read_to_string("/etc/os-release").unwrap();
    if here.contains("ID=debian") {
        names(&told, &["apt install inetutils-telnet netcat-openbsd"]);
    }
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_machine_without_ipv6_is_told_what_to_write_instead() {
    let off = "echo 1 > /proc/sys/net/ipv6/conf/lo/disable_ipv6";
    let told = line(&alone(off, ""), "look  IPv6");
    names(&told, &["::1", "write 127.0.0.1"]);
    line(&alone("", ""), "ok    IPv6");
}

#[test]
fn a_loopback_that_is_down_is_bad() {
    let output = alone("ip link set lo down", "");
    names(
        &line(&output, "BAD   loopback"),
        &["127.0.0.1", "ip link set lo up"],
    );
    line(&output, "look  broadcast");
    line(&output, "look  multicast");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn few_descriptors_are_bad_and_raised_by_a_line() {
    let output = alone("ulimit -n 100", "");
    let told = line(&output, "BAD   descriptors");
    names(&told, &["100: enough for", "clients", "prlimit"]);
    let output = alone("ulimit -n 5000", "");
    line(&output, "look  descriptors");
    let output = alone("ulimit -Sn 900", "");
    names(&line(&output, "ok    descriptors"), &["900 for a program that"]);
}

#[test]
fn a_small_kernel_queue_is_told() {
    let small = "echo 16 > /proc/sys/net/core/somaxconn";
    let told = line(&alone(small, ""), "look  somaxconn");
    names(&told, &["16:", "sysctl net.core.somaxconn"]);
}

fn files(folder: &Folder) -> String {
    text(&alone_in(folder, "", "", ""))
}

#[test]
fn a_folder_that_cannot_be_looked_at_is_told() {
    let told = line(&alone("export TMPDIR=/nowhere", ""), "look  files");
    names(&told, &["/nowhere can't be looked at: No such file"]);
}

#[test]
fn what_a_killed_demo_has_started_is_told() {
    // `setsid` stands for another terminal.
    let before = format!(
        ": > said; setsid {SERVER} demo slow-reader > said & P=$!
         until grep -q '^listening on' said; do :; done
         kill -9 $P; wait $P 2> killed"
    );
    let told = line(&alone(&before, ""), "look  children");
    names(&told, &["(echostage --idle-timeout 3", "who started it is gone"]);
}

#[test]
fn a_socket_that_a_killed_server_left_is_told_and_a_live_one_is_not() {
    let folder = Folder::new();
    let board = folder.path().join("board");
    let args = format!("--watch {}", board.display());
    let mut server = Server::start(&args);
    let live = files(&folder);
    names(&live, &["ok    files"]);
    server.signal(Signal::KILL);
    server.wait_exit(crate::common::PATIENCE);
    let left = files(&folder);
    names(&left, &["look  files", "nobody", "do: if you know them: rm "]);
    assert!(board.exists());
}

/// Of another program, which others may use: it is none of our business.
#[test]
fn a_socket_that_others_may_open_is_not_told() {
    let folder = Folder::new();
    let path = folder.path().join("shared");
    drop(UnixListener::bind(&path).unwrap());
    fs::set_permissions(&path, fs::Permissions::from_mode(0o777)).unwrap();
    names(&files(&folder), &["ok    files"]);
}

#[test]
fn a_lesson_s_folder_is_told_when_its_keeper_is_gone() {
    let folder = Folder::new();
    let lesson = folder.path().join("echostage-lesson-it's");
    fs::create_dir(&lesson).unwrap();
    let mut gone = Command::new("true").spawn().unwrap();
    let keeper = gone.id().to_string();
    fs::write(lesson.join(".keeper"), &keeper).unwrap();
    gone.wait().unwrap();
    let told = || line(&alone_in(&folder, "", "", ""), "look  files");
    let quoted = r"/echostage-lesson-it'\''s'";
    names(&told(), &["of lessons that were killed", "rm -r '", quoted]);
    // Number 1 lives in every world.
    fs::write(lesson.join(".keeper"), "1").unwrap();
    names(&files(&folder), &["ok    files"]);
    // What is not shown as it is, is not to be typed.
    let hostile = folder.path().join("echostage-lesson-\u{1b}");
    fs::create_dir(&hostile).unwrap();
    fs::write(hostile.join(".keeper"), &keeper).unwrap();
    names(&told(), &["echostage-lesson-\\x1b", "remove them"]);
    assert!(!told().contains("rm -r"), "{}", told());
}

/// Its number could be a pipe that nobody writes.
#[test]
fn a_folder_of_another_user_is_not_looked_into() {
    if !rustix::process::geteuid().is_root() {
        return; // only root can make one
    }
    let folder = Folder::new();
    let lesson = folder.path().join("echostage-lesson-x");
    fs::create_dir(&lesson).unwrap();
    let keeper = lesson.join(".keeper");
    let made = Command::new("mkfifo").arg(&keeper).status().unwrap();
    assert!(made.success());
    std::os::unix::fs::chown(&lesson, Some(65_534), None).unwrap();
    names(&files(&folder), &["ok    files"]);
}
