//! Whoever sits at the other end of the socket, or speaks to the server: the
//! terminal gets nothing of it raw.

use crate::common::Folder;
use crate::common::terminal::Terminal;
use crate::watched::Watched;
use echostage::trace::Header;
use echostage::watch::{Client, Doing, Message, State};
use std::io::Write;
use std::os::unix::net::UnixListener;
use std::thread;

/// Somebody who tells these lines to whoever connects, and stays.
fn told(lines: Vec<Vec<u8>>) -> (Folder, Terminal) {
    let folder = Folder::new();
    let path = folder.path().join("w");
    let listener = UnixListener::bind(&path).unwrap();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        for line in lines {
            if stream.write_all(&line).is_err() {
                return;
            }
        }
        thread::park();
    });
    let terminal = Terminal::open();
    terminal.enter(&format!("echostage watch {}", path.display()));
    (folder, terminal)
}

fn line(what: &impl serde::Serialize) -> Vec<u8> {
    [serde_json::to_vec(what).unwrap(), b"\n".to_vec()].concat()
}

fn header() -> Vec<u8> {
    let header = Header {
        echostage: 1,
        stage: "\x1b]0;owned\x07single".into(),
        ..Header::default()
    };
    line(&header)
}

#[test]
fn a_server_that_lies_writes_no_escape_sequence() {
    let evil = "\x1b]0;owned\x07\u{202e}evil";
    let doing =
        Doing { thread: evil.into(), call: evil.into(), ..Doing::default() };
    let client =
        Client { conn: 1, peer: evil.into(), doing, ..Client::default() };
    let state = State {
        limit: 5,
        inside: 1,
        clients: vec![client],
        log: vec![evil.into(), "\x1b[2J".into()],
        model: evil.into(),
        ..State::default()
    };
    let state = Message::State(Box::new(state));
    let (_folder, terminal) = told(vec![header(), line(&state)]);
    terminal.sees(r"\x1b]0;owned\x07single");
    terminal.sees(r"\x1b[2J");
    terminal.sees(r"A is served");
    terminal.sees(r"\x1b]0;owned\x07\u{202e}evil");
    assert!(!terminal.title().contains("owned"));
}

#[test]
fn what_somebody_says_in_the_chat_is_escaped() {
    let watched = Watched::start("--service chat");
    let terminal = watched.board(80, 24);
    watched.server.client().say("\x1b]0;owned\x07\x1b[2Jboo\n");
    terminal.sees(r"\x1b[2Jboo");
    assert!(!terminal.title().contains("owned"));
}

#[test]
fn who_is_no_server_of_ours_is_no_board() {
    let stranger = "no echostage server of our version";
    for first in [&b"HTTP/1.1 400 Bad Request\n"[..], b"{\"echostage\":2}\n"] {
        let (_folder, terminal) = told(vec![first.to_vec()]);
        terminal.sees(stranger);
        terminal.rests_at("ready$");
    }
    let (_folder, terminal) = told(vec![header(), b"{\"x\":1}\n".to_vec()]);
    terminal.sees("is no echostage server's");
    terminal.rests_at("ready$");
}

#[test]
fn a_line_without_end_takes_no_memory_without_end() {
    let endless = vec![b'x'; 8 << 20];
    let (_folder, terminal) = told(vec![header(), endless]);
    terminal.sees("is no echostage server's");
}
