//! The child's mode under the superservers it was made for: real ones.

mod common;

use common::inetd::Superserver;
use common::{Client, Folder, until};
use std::os::fd::OwnedFd;
use std::process::{Command, Stdio};

type Start = fn(&str) -> Superserver;

const STARTS: [(&str, Start); 3] = [
    ("tcpserver", Superserver::tcpserver),
    ("xinetd", Superserver::xinetd),
    ("systemd-socket-activate", Superserver::systemd),
];

/// Says it all, half-closes, and returns every byte up to the end.
fn answer(mut client: Client, said: &[u8]) -> Vec<u8> {
    let mut twin = client.twin();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            twin.say(said);
            twin.done();
        });
        client.rest()
    })
}

#[test]
fn a_million_bytes_come_back_from_echo_under_each_superserver() {
    let million: Vec<u8> = (0..1_000_000u32).map(|n| (n % 251) as u8).collect();
    for (name, start) in STARTS {
        let server = start("");
        let heard = answer(server.client(), &million);
        assert_eq!(heard.len(), million.len(), "{name}");
        assert!(heard == million, "{name}: other bytes came back");
    }
}

#[test]
fn lines_are_answered_under_each_superserver() {
    for (name, start) in STARTS {
        let server = start("--service lines");
        let heard = answer(server.client(), b"a\r\nb\n");
        let heard = String::from_utf8(heard).unwrap();
        assert_eq!(heard, "you said: a\nyou said: b\n", "{name}");
    }
}

#[test]
fn a_conversation_works_under_each_superserver_for_two_at_a_time() {
    for (_, start) in STARTS {
        let server = start("");
        let (mut first, mut second) = (server.client(), server.client());
        second.echo("second\r\n");
        first.echo("first\r\n");
        second.echo([0, 255, b'\n']);
    }
}

#[test]
fn not_one_byte_but_the_answer_reaches_a_client_that_is_descriptor_2() {
    for flags in ["", "-v", "-v --color always", "--brief", "-q"] {
        let server = Superserver::xinetd(flags);
        let heard = answer(server.client(), b"\xff\xf4\xff\xfd\x06 hi\n");
        assert_eq!(heard, b"\xff\xf4\xff\xfd\x06 hi\n", "{flags}");
    }
}

#[test]
fn a_panic_tells_a_client_that_is_descriptor_2_nothing() {
    let server = Superserver::xinetd("--service broken");
    let mut client = server.client();
    client.say("x");
    assert_eq!(client.rest().escape_ascii().to_string(), "");
}

#[test]
fn a_wrong_flag_tells_a_client_that_is_descriptor_2_nothing() {
    for flags in ["--service nothing", "--no-such-flag", "--workers 0"] {
        let server = Superserver::xinetd(flags);
        let heard = server.client().rest();
        assert_eq!(heard.escape_ascii().to_string(), "", "{flags}");
    }
}

#[test]
fn chat_refuses_with_a_sentence_that_does_not_reach_the_client() {
    for (name, start) in STARTS {
        let server = start("--service chat");
        let heard = server.client().rest();
        assert_eq!(heard.escape_ascii().to_string(), "", "{name}");
        if name != "xinetd" {
            let line = server.log.wait_for("echostage: ");
            assert!(line.contains("chat"), "{name}: {line}");
        }
    }
}

#[test]
fn a_silent_client_is_let_go_under_each_superserver() {
    for (_, start) in STARTS {
        let server = start("--idle-timeout 0.2");
        let mut client = server.client();
        client.echo("my last word\n");
        assert_eq!(client.rest(), b"");
    }
}

#[test]
fn the_log_goes_to_its_file_when_descriptor_2_is_the_client() {
    let folder = Folder::new();
    let file = folder.path().join("log");
    let server = Superserver::xinetd(&format!("-v --log {}", file.display()));
    let heard = answer(server.client(), b"hello\r\n");
    assert_eq!(heard, b"hello\r\n");
    until("the end of a connection in the file", || {
        let log = std::fs::read_to_string(&file).unwrap_or_default();
        let told = log.contains("closed: 7 B in, 7 B out, by the client")
            && log.contains(r#"read 7 "hello\r\n""#);
        told.then_some(())
    });
}

#[test]
fn the_child_exits_0_after_an_answer_and_not_after_a_refusal() {
    for (service, served) in [("echo", true), ("chat", false)] {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let client = Client::connect(port.local_addr().unwrap());
        let socket = OwnedFd::from(port.accept().unwrap().0);
        let mut command = Command::new(env!("CARGO_BIN_EXE_echostage"));
        command.args(["--inetd", "--service", service]);
        command.stdin(socket.try_clone().unwrap()).stdout(socket);
        let mut child = command.stderr(Stdio::null()).spawn().unwrap();
        drop(command);
        let heard = answer(client, b"");
        assert_eq!(heard.escape_ascii().to_string(), "", "{service}");
        assert_eq!(child.wait().unwrap().success(), served, "{service}");
    }
}

#[test]
fn what_is_not_a_socket_is_refused_with_one_line() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_echostage"));
    let out = command.arg("--inetd").stdin(Stdio::null()).output().unwrap();
    let err = String::from_utf8(out.stderr).unwrap();
    assert_eq!(out.status.code(), Some(1), "{err}");
    assert!(err.starts_with("echostage: "), "{err:?}");
    assert_eq!(err.lines().count(), 1, "{err:?}");
}
