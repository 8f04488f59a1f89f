//! Trying again, and waiting no longer than was asked.

use crate::common::PATIENCE;
use crate::peer::peer;
use crate::run::{Client, client};
use socket2::{Domain, Socket, Type};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// A port that is taken, and on which nobody listens yet.
fn taken() -> (Socket, SocketAddr) {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    let any: SocketAddr = "127.0.0.1:0".parse().unwrap();
    socket.bind(&any.into()).unwrap();
    let addr = socket.local_addr().unwrap().as_socket().unwrap();
    (socket, addr)
}

#[test]
fn a_server_that_starts_late_is_found_by_trying_again() {
    let (socket, addr) = taken();
    let mut client = Client::start(&format!("{addr} --retry 1000"));
    client.told.wait_for("again in 0.1 s (1 of 1000)");
    client.told.wait_for("again in 0.2 s (2 of 1000)");
    socket.listen(1).unwrap();
    let listener = TcpListener::from(socket);
    let (mut stream, _) = listener.accept().unwrap();
    client.say_all("hello\n");
    let mut heard = String::new();
    stream.read_to_string(&mut heard).unwrap();
    assert_eq!(heard, "hello\n");
    drop(stream);
    client.ends().with(0);
}

#[test]
fn tries_that_all_fail_end_with_code_3() {
    let (_socket, addr) = taken();
    let ended = client(&format!("{addr} --retry 2"), "").with(3);
    let tries = ended.states();
    let tries = tries.iter().filter(|s| s.starts_with("Connecting"));
    assert_eq!(tries.count(), 3);
}

#[test]
fn an_address_that_does_not_answer_is_given_up_in_time() {
    let (socket, addr) = taken();
    socket.listen(0).unwrap();
    // A full queue: the kernel drops who comes next (listen(2)).
    let _queued: Vec<_> = (0..8)
        .map(|_| {
            let most = Duration::from_millis(50);
            TcpStream::connect_timeout(&addr, most)
        })
        .collect();
    let args = format!("{addr} --connect-timeout 0.2");
    let ended = client(&args, "").with(3);
    assert!(ended.last().contains("no answer for 0.2 s"), "{}", ended.last());
}

#[test]
fn a_peer_that_owes_an_answer_is_given_up_in_time() {
    let addr = peer(|_stream| thread::park());
    let ended = client(&format!("{addr} --timeout 0.2"), "hello\n").with(1);
    let states = ended.states();
    assert_eq!(states.last(), Some(&"Unconnected: no answer for 0.2 s"));
}

/// Silence is the subject: it lasts three times as long as the time-out.
#[test]
fn a_peer_that_owes_nothing_may_be_silent() {
    let (tell, told) = mpsc::channel();
    let addr = peer(move |mut stream| {
        let mut five = [0; 5];
        stream.set_read_timeout(Some(Duration::from_secs(3))).unwrap();
        assert!(stream.read(&mut five).is_err(), "nothing is said");
        stream.write_all(b"well?").unwrap();
        tell.send(()).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.read_exact(&mut five).unwrap();
        stream.write_all(&five).unwrap();
    });
    let mut client = Client::start(&format!("{addr} --timeout 1"));
    told.recv_timeout(PATIENCE).unwrap();
    client.say_all("hello");
    assert_eq!(client.ends().with(0).text(), "well?hello");
}
