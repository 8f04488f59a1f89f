//! A person at a terminal of 80 by 24.

use crate::common::terminal::Terminal;
use crate::common::{Folder, Server, Signal, until};
use crate::peer::{peer, udp};
use std::io::{Read, Write};

pub fn talk(args: &str) -> Terminal {
    let terminal = Terminal::open();
    terminal.enter(&format!("echostage client {args}"));
    terminal.rests_at(">");
    terminal
}

pub fn leaves(terminal: &Terminal, code: u8) {
    terminal.rests_at("ready$");
    terminal.enter("echo code $?");
    terminal.sees(&format!("code {code}"));
}

#[test]
fn a_line_typed_is_a_line_sent_and_shown_as_it_arrives() {
    let server = Server::start("--service lines");
    let terminal = talk(&server.addr.to_string());
    terminal.enter("hello");
    terminal.sees("you said: hello");
    terminal.rests_at(">");
}

#[test]
fn what_arrives_leaves_a_half_typed_line_whole() {
    let server = Server::start("--service chat");
    let terminal = talk(&server.addr.to_string());
    terminal.write("half typed");
    terminal.rests_at("> half typed");
    let mut other = server.client();
    other.say("\x1b[2Jboo\u{202e}\n");
    terminal.sees(r"guest-2: \x1b[2Jboo");
    terminal.rests_at("> half typed");
    terminal.sees("HostLookup");
}

#[test]
fn a_chunk_without_a_newline_is_marked() {
    let addr = peer(|mut stream| {
        stream.write_all(b"login: ").unwrap();
        drop(stream.read(&mut [0]));
    });
    let terminal = talk(&addr.to_string());
    assert_eq!(terminal.sees("login"), "login:  (no newline)");
    terminal.rests_at(">");
}

#[test]
fn ctrl_d_half_closes_waits_for_the_rest_and_leaves() {
    let addr = peer(|mut stream| {
        stream.read_to_end(&mut Vec::new()).unwrap();
        stream.write_all(b"the rest\n").unwrap();
    });
    let terminal = talk(&addr.to_string());
    terminal.press("C-d");
    terminal.sees("Closing: end of input");
    terminal.sees("the rest");
    leaves(&terminal, 0);
}

#[test]
fn ctrl_c_leaves_at_once_and_puts_the_terminal_right() {
    let server = Server::start("");
    let terminal = talk(&server.addr.to_string());
    terminal.write("half");
    terminal.press("C-c");
    leaves(&terminal, 130);
}

#[test]
fn a_peer_that_ends_ends_us_with_its_last_words_and_no_prompt() {
    let mut server = Server::start("--service chat");
    let terminal = talk(&server.addr.to_string());
    terminal.write("half");
    terminal.rests_at("> half");
    server.client().say("bye\n");
    terminal.sees("guest-2: bye");
    server.signal(Signal::TERM);
    terminal.sees("Closing: the peer has ended");
    terminal.sees("Unconnected: 0 B out");
    leaves(&terminal, 0);
    server.wait_exit(crate::common::PATIENCE);
}

#[test]
fn last_words_are_never_lost() {
    for _ in 0..5 {
        let addr = peer(|mut stream| {
            drop(stream.read(&mut [0; 10]));
            for n in 0..20 {
                stream.write_all(format!("word {n}\n").as_bytes()).unwrap();
            }
        });
        let terminal = talk(&format!("{addr} -q"));
        terminal.enter("go");
        terminal.rests_at("ready$");
        let all = terminal.all();
        for n in 0..20 {
            let word = format!("word {n}");
            assert!(all.contains(&word), "no {word}:\n{}", all.join("\n"));
        }
    }
}

#[test]
fn the_editor_stays_when_the_output_goes_elsewhere() {
    let server = Server::start("");
    let folder = Folder::new();
    let file = folder.path().join("out");
    let terminal = talk(&format!("{} > {}", server.addr, file.display()));
    terminal.write("helloo");
    terminal.press("BSpace");
    terminal.press("Enter");
    until("the answer in the file", || {
        let text = std::fs::read(&file).unwrap_or_default();
        (text == b"hello\n").then_some(())
    });
    terminal.rests_at(">");
    terminal.press("Up");
    terminal.rests_at("> hello");
}

#[test]
fn a_dumb_terminal_gets_no_editor() {
    let server = Server::start("--service lines");
    let terminal = Terminal::open();
    terminal.enter(&format!("TERM=dumb echostage client {}", server.addr));
    terminal.sees("Connected");
    terminal.enter("hello");
    terminal.sees("you said: hello");
    terminal.press("C-d");
    leaves(&terminal, 0);
}

#[test]
fn what_a_pipe_brings_is_escaped_on_a_terminal_unless_raw() {
    let server = Server::start("");
    let terminal = Terminal::open();
    let send = |flags: &str| {
        format!(
            "printf 'a\\033[mb\\n' | echostage client {} -q {flags}",
            server.addr
        )
    };
    assert_eq!(terminal.output(&send("")), [r"a\x1b[mb"]);
    assert_eq!(terminal.output(&send("--raw")), ["ab"]);
}

#[test]
fn datagrams_that_are_missing_are_told_and_no_failure() {
    let addr = udp(|n, bytes| if n == 0 { vec![bytes] } else { vec![] });
    let terminal = talk(&format!("{addr} --udp --timeout 2"));
    terminal.enter("one");
    terminal.wait("an answer", |screen| {
        screen.contains(&"one".to_string()).then_some(())
    });
    terminal.enter("two");
    terminal.press("C-d");
    terminal.sees(r#"missing: "two\n""#);
    terminal.sees("2 sent, 1 answered, 1 missing, 0 late, 0 others");
    leaves(&terminal, 0);
}

#[test]
fn after_ctrl_c_the_shells_prompt_begins_a_line() {
    let server = Server::start("");
    for (args, begun) in [("-q --silent", ""), ("--silent", "connect")] {
        let terminal = Terminal::open();
        terminal.enter(&format!("echostage client {} {args}", server.addr));
        server.wait_for_line("accepted (1 inside)");
        terminal.sees(begun);
        terminal.press("C-c");
        terminal.rests_at("ready$");
        leaves(&terminal, 130);
    }
}
