//! Other people's clients talk to us: telnet through a terminal, nc, socat.

mod common;

use common::terminal::Terminal;
use common::tools::need;
use common::{PATIENCE, Server, Signal};
use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::{sync::mpsc, thread};

const STAGES: [&str; 6] =
    ["single", "process", "threads", "pool", "bounded-pool", "prethread"];

fn telnet(server: &Server) -> Terminal {
    need("telnet");
    let terminal = Terminal::open();
    terminal.enter(&format!("telnet 127.0.0.1 {}", server.addr.port()));
    terminal.sees("Escape character is '^]'.");
    terminal
}

/// Types a line and waits until it stands there twice: typed, and echoed.
fn twice(terminal: &Terminal, line: &str) {
    terminal.enter(line);
    terminal.wait(&format!("{line:?} twice"), |screen| {
        let same = screen.iter().filter(|l| l.ends_with(line));
        (same.count() == 2).then_some(())
    });
}

fn leave(terminal: &Terminal) {
    terminal.press("C-]");
    terminal.sees("telnet>");
    terminal.enter("quit");
    terminal.sees("Connection closed.");
    terminal.rests_at("ready$");
}

#[test]
fn a_telnet_conversation_works_in_every_stage() {
    for stage in STAGES {
        let server = Server::start(&format!("--stage {stage}"));
        let terminal = telnet(&server);
        twice(&terminal, "hello");
        twice(&terminal, "and 中文 too");
        leave(&terminal);
        let line = server.wait_for_line("closed:");
        let closed = "closed: 23 B in, 23 B out, by the client";
        assert!(line.ends_with(closed), "{stage}: {line}");
    }
}

#[test]
fn telnets_enter_sends_cr_lf() {
    let server = Server::start("-v");
    let terminal = telnet(&server);
    twice(&terminal, "hello");
    server.wait_for_line(r#"read 7 "hello\r\n""#);
    server.wait_for_line(r#"write 7 "hello\r\n""#);
}

#[test]
fn telnets_ctrl_c_does_not_leave_and_the_log_says_how_to() {
    let server = Server::start("-v");
    let terminal = telnet(&server);
    terminal.press("C-c");
    server.wait_for_line("telnet's Ctrl-C: leave with Ctrl-] then quit");
    twice(&terminal, "still here");
    leave(&terminal);
    server.wait_for_line("by the client");
}

#[test]
fn telnets_ctrl_d_is_a_byte_and_does_not_leave() {
    let server = Server::start("-v");
    let terminal = telnet(&server);
    terminal.press("C-d");
    server.wait_for_line("read 1 ");
    twice(&terminal, "still here");
}

#[test]
fn telnet_is_answered_line_by_line_and_sees_a_stop() {
    let server = Server::start("--service lines");
    let terminal = telnet(&server);
    terminal.enter("hello");
    terminal.sees("you said: hello");
    server.signal(Signal::TERM);
    terminal.sees("Connection closed by foreign host.");
    terminal.rests_at("ready$");
}

/// Its telnet shows nothing more until somebody answers DO TIMING-MARK.
#[test]
fn after_ctrl_c_telnet_still_shows_what_lines_answers() {
    let server = Server::start("--service lines");
    let terminal = telnet(&server);
    terminal.press("C-c");
    terminal.enter("one");
    terminal.enter("two");
    terminal.enter("three");
    terminal.sees("you said: three");
}

#[test]
fn two_telnets_chat_and_neither_sees_telnets_command_bytes() {
    let server = Server::start("--service chat");
    let ann = telnet(&server);
    ann.sees("* welcome, guest-1");
    let bob = telnet(&server);
    ann.sees("* guest-2 joins (2 here)");
    ann.press("C-c");
    ann.enter("/name ann");
    bob.sees("* guest-1 is now ann");
    ann.enter("hi there");
    let line = bob.sees("hi there");
    assert_eq!(line, "ann: hi there");
    bob.enter("/quit");
    bob.sees("Connection closed by foreign host.");
    ann.sees("* guest-2 leaves (1 here)");
}

/// What the client printed up to its end; it may not hang.
fn through(program: &str, args: &[&str], input: Vec<u8>) -> Vec<u8> {
    let mut command = Command::new(need(program));
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    thread::spawn(move || stdin.write_all(&input));
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let mut heard = Vec::new();
        tell.send(stdout.read_to_end(&mut heard).map(|_| heard))
    });
    let heard = told.recv_timeout(PATIENCE);
    drop(child.kill()); // it has ended, or it hangs
    child.wait().unwrap();
    heard.unwrap_or_else(|_| panic!("{program} hangs")).unwrap()
}

fn nc(server: &Server, input: &str) -> String {
    let port = server.addr.port().to_string();
    let heard = through("nc", &["-N", "127.0.0.1", &port], input.into());
    String::from_utf8(heard).unwrap()
}

#[test]
fn nc_gets_one_answer_for_each_line_in_every_stage() {
    for stage in STAGES {
        let server = Server::start(&format!("--stage {stage} --service lines"));
        let heard = nc(&server, "a\nb\n");
        assert_eq!(heard, "you said: a\nyou said: b\n", "{stage}");
    }
}

#[test]
fn nc_gets_one_answer_for_two_lines_from_the_naive_one() {
    let server = Server::start("--service lines-naive");
    let heard = nc(&server, "a\nb\n");
    assert_eq!(heard.matches("you said: ").count(), 1, "{heard:?}");
    assert!(heard.ends_with('\n'), "{heard:?}");
}

/// `-t` is how long socat waits after one side's end-of-file; by default it
/// leaves after half a second, whatever is still on its way.
#[test]
fn socat_half_closes_and_gets_a_million_bytes_back_in_every_stage() {
    let million: Vec<u8> = (0..1_000_000u32).map(|n| (n % 251) as u8).collect();
    for stage in STAGES {
        let server = Server::start(&format!("--stage {stage}"));
        let to = format!("TCP:{}", server.addr);
        let heard = through("socat", &["-t", "15", "-", &to], million.clone());
        assert_eq!(heard.len(), million.len(), "{stage}");
        assert!(heard == million, "{stage}: other bytes came back");
    }
}
