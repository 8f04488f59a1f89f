//! A wrong flag: exit 2, and a line with the value, and what there is instead.

use crate::common::Server;
use crate::{names, refused};

fn wrong(args: &str, parts: &[&str]) {
    let (told, code) = refused(Server::command("", args, "127.0.0.1:0"));
    names(&told, parts);
    assert_eq!(code, 2, "{told}");
}

#[test]
fn an_unknown_stage_is_named_with_those_there_are() {
    let stages = ["single", "process", "pool", "bounded-pool", "prethread"];
    wrong("--stage thread", &stages);
    wrong("--stage thread", &["'thread'"]);
}

#[test]
fn an_unknown_service_is_named_with_those_there_are() {
    wrong("--service ehco", &["ehco", "echo", "lines", "chat"]);
}

#[test]
fn an_unknown_flag_or_word_is_named_with_where_to_look() {
    for unknown in ["--worker", "--wrokers=2", "-z", "sevre"] {
        let command = Server::command("", unknown, "127.0.0.1:0");
        let (told, code) = refused(command);
        names(&told, &[unknown.trim_end_matches("=2")]);
        let advised = told.contains("--help") || told.contains("--workers");
        assert!(advised, "{told}");
        assert_eq!(code, 2);
    }
}

#[test]
fn a_flag_without_its_value_is_named() {
    wrong("--workers --stage pool", &["--workers"]);
}

#[test]
fn workers_out_of_range_are_refused_with_the_range() {
    for value in ["0", "1025", "99999999999999999999"] {
        wrong(&format!("--workers {value}"), &[value, "--workers"]);
    }
    wrong("--workers 0", &["1", "1024"]);
    wrong("--workers=-1", &["-1", "--workers"]);
}

#[test]
fn a_number_that_is_none_is_named_with_its_flag() {
    for flag in [
        "--workers",
        "--queue",
        "--max-clients",
        "--backlog",
        "--idle-timeout",
        "--grace",
        "--stack",
        "--delay",
        "--burn",
    ] {
        wrong(&format!("{flag} soon"), &[flag, "soon"]);
        wrong(&format!("{flag}=-3"), &[flag, "-3"]);
    }
}

#[test]
fn no_clients_at_all_are_refused() {
    wrong("--max-clients 0", &["--max-clients", "0"]);
}

#[test]
fn a_time_that_is_none_is_refused() {
    for value in ["nan", "inf", "1e300", ""] {
        wrong(&format!("--idle-timeout={value}"), &["--idle-timeout"]);
        wrong(&format!("--grace={value}"), &["--grace"]);
    }
    wrong("--idle-timeout 0", &["--idle-timeout", "0"]);
}

#[test]
fn what_to_do_at_a_full_door_or_queue_is_one_of_two_words() {
    let words = ["drop", "wait", "turn-away"];
    wrong("--door-full drop", &words);
    wrong("--queue-full drop", &words);
}

#[test]
fn a_wrong_value_is_never_shown_raw() {
    let (told, code) = refused({
        let mut command = Server::command("", "", "127.0.0.1:0");
        command.args(["--stage", "\u{1b}[2Jthreads\n\u{202e}x"]);
        command
    });
    let bad = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
    assert!(!told.chars().any(bad), "{told:?}");
    assert_eq!(code, 2);
}

#[test]
fn help_lists_each_stage_and_flag_and_exits_0() {
    let output = Server::command("", "--help", "127.0.0.1:0").output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0));
    names(&help, &["127.0.0.1:8899", "echo", "lines", "lines-naive", "chat"]);
    names(&help, &["single", "process", "threads", "pool", "bounded-pool"]);
    names(&help, &["prethread", "--workers", "--queue", "--queue-full"]);
    names(&help, &["--max-clients", "--door-full", "--backlog", "--stack"]);
    names(&help, &["--idle-timeout", "--grace", "--no-reuse-address"]);
    names(&help, &["--delay", "--burn", "--once", "--brief", "--log"]);
}
