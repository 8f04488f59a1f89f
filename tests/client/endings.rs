//! How a conversation ends, and what the exit code says of it.

use crate::common::{Pipe, Server};
use crate::peer::peer;
use crate::run::{Client, client};
use socket2::SockRef;
use std::fs::File;
use std::io::{Read, Write};
use std::net::Shutdown;
use std::time::Duration;

#[test]
fn where_nobody_listens_the_last_line_says_what_to_do() {
    let ended = client("127.0.0.1:1", "").with(3);
    assert_eq!(
        ended.last(),
        "echostage: cannot connect to 127.0.0.1:1: Connection refused: \
         nobody listens there; start one with: echostage --listen 127.0.0.1:1"
    );
}

#[test]
fn a_name_that_nobody_has_is_not_connected() {
    let ended = client("no-such-host.invalid:9", "").with(3);
    let told = ended.last();
    assert!(told.starts_with("echostage: cannot find no-such-host.invalid:9"));
}

#[test]
fn wrong_words_are_one_line_and_code_2() {
    for args in [
        "--silent --flood",
        "--drip",
        "--many 0",
        "--count 1 --size 7",
        "--size 100",
        "--udp --count 1 --size 65508",
        "--udp --silent",
        "--udp --retry 1",
        "127.0.0.1 --bind ::1",
        "127.0.0.1 --udp --bind ::1",
        "--join 10.0.0.1:5000",
        "--listen-broadcast 0",
        "--timeout soon",
        "127.0.0.1:70000",
        "127.0.0.1:0",
        "[::1",
        "a b",
    ] {
        let ended = client(&format!("-q {args}"), "").with(2);
        assert_eq!(ended.told.len(), 1, "{args}: {:?}", ended.told);
    }
}

#[test]
fn a_peer_that_resets_is_told_and_is_a_failure() {
    let addr = peer(|mut stream| {
        stream.read_exact(&mut [0; 6]).unwrap();
        SockRef::from(&stream).set_linger(Some(Duration::ZERO)).unwrap();
    });
    let mut client = Client::start(&addr.to_string());
    client.say("hello\n");
    let ended = client.ends().with(1);
    let told = ended.last();
    assert!(told.contains(&format!("{addr} reset the connection")), "{told}");
}

#[test]
fn a_peer_that_ends_ends_us_though_our_input_is_open() {
    let addr = peer(|mut stream| {
        stream.read_exact(&mut [0; 6]).unwrap();
        stream.write_all(b"bye\n").unwrap();
    });
    let mut client = Client::start(&addr.to_string());
    client.say("hello\n");
    let ended = client.ends().with(0);
    assert_eq!(ended.text(), "bye\n");
    let states = ended.states();
    let closing = states.iter().position(|s| s.starts_with("Closing"));
    assert_eq!(states[closing.unwrap()], "Closing: the peer has ended");
}

/// It ends its half, and keeps the connection: what is left stays with us.
#[test]
fn a_peer_that_ends_before_it_took_all_is_a_failure() {
    let addr = peer(|stream| {
        stream.shutdown(Shutdown::Write).unwrap();
        std::thread::park();
    });
    let ended = client(&addr.to_string(), vec![b'x'; 50_000_000]).with(1);
    let told = ended.last();
    assert!(told.contains("before it took all of our input"), "{told}");
}

#[test]
fn whoever_stops_reading_us_ends_us_quietly() {
    let server = Server::start("");
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut client = Client::start_to(&format!("{} -q", server.addr), writer);
    client.say("hello\n");
    let ended = client.ends().with(0);
    assert_eq!(ended.told, Vec::<String>::new());
}

#[test]
fn a_full_disk_is_one_line_and_a_failure() {
    let server = Server::start("");
    let full = File::options().write(true).open("/dev/full").unwrap();
    let mut client = Client::start_to(&format!("{} -q", server.addr), full);
    client.say("hello\n");
    let ended = client.ends().with(1);
    let text = "echostage: cannot write the output: No space left on device";
    assert_eq!(ended.told, [text]);
}

#[test]
fn an_input_that_cannot_be_read_is_a_failure() {
    let server = Server::start("");
    let out = std::process::Command::new(env!("CARGO_BIN_EXE_echostage"))
        .args(["client", "-q", &server.addr.to_string()])
        .stdin(File::open("/").unwrap())
        .output()
        .unwrap();
    assert_eq!(out.status.code(), Some(1));
    let told = String::from_utf8(out.stderr).unwrap();
    assert!(told.contains("cannot read the input: Is a directory"), "{told}");
}

#[test]
fn a_standard_error_that_is_gone_ends_nothing() {
    let server = Server::start("");
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut child = std::process::Command::new("sh")
        .args(["-c", "echo hello | $0 client $1"])
        .args([env!("CARGO_BIN_EXE_echostage"), &server.addr.to_string()])
        .stderr(writer)
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut heard = String::new();
    child.stdout.take().unwrap().read_to_string(&mut heard).unwrap();
    assert_eq!(heard, "hello\n");
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn an_output_that_nobody_takes_holds_bounded_memory() {
    let server = Server::start("");
    let Pipe(_reader, full) = Pipe::full();
    let mut client = Client::start_to(&server.addr.to_string(), full);
    client.say_all(vec![b'x'; 100_000_000]);
    let rests = client.process().at_rest();
    assert!(!rests.threads.is_empty(), "it has ended");
    let kib = client.process().memory_kib();
    assert!(kib < 8_000, "{kib} KiB");
}
