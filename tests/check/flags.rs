//! What the words of the command line do, and what wrong ones are told.

use crate::common::Folder;
use crate::found::{Found, command, python, stage, wrong};
use std::fs;
use unicode_width::UnicodeWidthStr;

fn fails(words: &[&str], code: i32) -> String {
    let output = command("").args(words).output().unwrap();
    assert_eq!(output.status.code(), Some(code), "{words:?}");
    assert!(output.stdout.is_empty());
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(told.lines().count(), 1, "{told}");
    told
}

#[test]
fn wrong_words_are_told_in_one_line() {
    for (words, part) in [
        (&[][..], "HOST:PORT"),
        (&["--", "./server"], "has no {port} in it"),
        (&["./server", "{port}"], "behind --, as in: echostage check -- "),
        (&["--udp", "--limit", "3", "127.0.0.1:1"], "cannot be used with"),
        (&["8.8.8.8:53"], "neither loopback nor private"),
        (&["--expect", "pool:1", "127.0.0.1:1"], "pool:N (N at least 2)"),
        (&["--level", "6", "127.0.0.1:1"], "write a number from 1 to 5"),
        (&["--all", ".", "127.0.0.1:1"], "cannot be used with"),
        (&["--json", "--csv", "127.0.0.1:1"], "cannot be used with"),
    ] {
        let told = fails(words, 2);
        assert!(told.contains(part), "{told}");
    }
}

#[test]
fn what_can_not_be_started_is_told() {
    let words = ["./there-is-none", "{port}"].map(String::from);
    let found = Found::run("", &words);
    let (probe, seen) = &found.broken()[0];
    assert_eq!(probe, "line");
    assert!(seen.contains("it ended with code 127"), "{seen}");
    assert!(seen.contains("before it listened"), "{seen}");
    assert!(hint(&found).starts_with("start it by hand"), "{}", found.all);
    assert_eq!((found.level(), found.code), (0, Some(1)));
}

/// The promise that it could not even try has no word on that.
fn hint(found: &Found) -> &str {
    found.all["grade"]["tried"][0]["finding"]["say"]["hint"].as_str().unwrap()
}

#[test]
fn who_listens_on_another_address_is_told_so() {
    let script = "import socket, sys; s = socket.create_server(
        ('::1', int(sys.argv[1])), family=socket.AF_INET6); s.accept()";
    let words = [python(), "-c", script, "{port}"].map(String::from);
    let found = Found::run("", &words);
    let (_, seen) = &found.broken()[0];
    assert!(seen.contains(", but on [::1]:"), "{seen}");
    assert!(hint(&found).starts_with("it must listen on 127.0.0.1"));
}

#[test]
fn who_speaks_udp_is_told_to_be_checked_so() {
    let found = Found::run("--level 1", &stage("udp-echo"));
    let (_, seen) = &found.broken()[0];
    assert!(seen.contains("it has UDP port"), "{seen}");
    assert!(seen.contains("--udp"), "{seen}");
}

#[test]
fn who_speaks_tcp_is_told_to_be_checked_so() {
    let found = Found::run("--udp --level 1", &wrong("right"));
    let (_, seen) = &found.broken()[0];
    assert!(seen.contains("it has TCP port"), "{seen}");
    assert!(seen.contains("leave out --udp"), "{seen}");
}

#[test]
fn a_server_may_listen_everywhere() {
    for addr in ["0.0.0.0", "[::]"] {
        let mut words = stage("threads");
        words[3] = format!("{addr}:{{port}}");
        let found = Found::run("--level 1 --expect threads", &words);
        assert_eq!((found.level(), found.code), (1, Some(0)), "{addr}");
    }
}

#[test]
fn the_expected_model_decides_the_exit_code() {
    let one = wrong("one");
    for (expect, code) in [
        ("one", 0),
        ("each", 1),
        ("threads", 1),
        ("processes", 1),
        ("loop", 1),
        ("pool", 1),
        ("pool:4", 1),
        ("udp", 1),
    ] {
        let flags = format!("--level 1 --expect {expect}");
        assert_eq!(Found::run(&flags, &one).code, Some(code), "{expect}");
    }
    let pool = stage("pool --workers 4");
    for (expect, code) in [("pool", 0), ("pool:4", 0), ("pool:3", 1)] {
        let flags = format!("--level 1 --expect {expect}");
        assert_eq!(Found::run(&flags, &pool).code, Some(code), "{expect}");
    }
}

/// A line that is broken into several would not be found by who searches it.
#[test]
fn the_report_fits_a_terminal() {
    let mut check = command("--level 3 --");
    let output = check.args(wrong("one")).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    for line in text.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    for part in [
        "model:   one client at a time\n",
        "level 2: is true to every byte",
        "  NO  silent      a newcomer is answered while another is silent\n",
        "sent:     nothing from a first client, a line from a second\n",
        "hint:     ",
        "reached: level 2 of 3",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

/// A thread that dies of its error does not end the server.
#[test]
fn what_a_server_wrote_last_is_told_with_what_is_broken() {
    let script = "import socket, sys, threading
s = socket.create_server(('127.0.0.1', int(sys.argv[1])))
while True:
    c, _ = s.accept()
    threading.Thread(target=print, args=(c)).start()";
    let mut check = command("--level 1 --");
    check.args([python(), "-c", script, "{port}"]);
    let text = String::from_utf8(check.output().unwrap().stdout).unwrap();
    let wrote = text.lines().find(|line| line.contains("it wrote:"));
    assert!(wrote.is_some_and(|line| line.contains("TypeError: ")), "{text}");
}

#[test]
fn a_servers_words_never_reach_the_terminal_raw() {
    let words = ["sh", "-c", "printf '\\033[2Jgone\\n'; exit 3", "{port}"];
    let output = command("--").args(words).output().unwrap();
    assert!(!output.stdout.contains(&0x1b));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("\\x1b[2Jgone"), "{text}");
}

/// A letter of these takes two columns.
#[test]
fn folders_of_any_script_stand_in_columns() {
    let folder = Folder::new();
    for name in ["a", "计算机网络课程作业第一组的文件夹"] {
        fs::create_dir(folder.path().join(name)).unwrap();
    }
    let mut check = command("--all");
    let output = check.arg(folder.path()).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let heads = text.lines().filter_map(|line| line.split_once("  level "));
    let widths: Vec<_> = heads.map(|(head, _)| head.width()).collect();
    assert_eq!(widths, [28, 28], "{text}");
}
