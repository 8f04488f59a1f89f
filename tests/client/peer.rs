//! Small peers that do one thing, well or badly.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::thread;

/// Serves one connection; the address to reach it.
pub fn peer(serve: impl FnOnce(TcpStream) + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let addr = listener.local_addr().unwrap();
    thread::spawn(move || serve(listener.accept().unwrap().0));
    addr
}

/// Reads to the end, and answers with what `change` makes of it.
pub fn changing(
    change: impl FnOnce(Vec<u8>) -> Vec<u8> + Send + 'static,
) -> SocketAddr {
    peer(move |mut stream| {
        let mut heard = Vec::new();
        stream.read_to_end(&mut heard).unwrap();
        stream.write_all(&change(heard)).unwrap();
    })
}

/// Answers datagrams: each goes in with its number from 0, and out go those
/// that are answered with it.
pub fn udp(
    mut answer: impl FnMut(usize, Vec<u8>) -> Vec<Vec<u8>> + Send + 'static,
) -> SocketAddr {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    let addr = socket.local_addr().unwrap();
    thread::spawn(move || {
        let mut bytes = vec![0; 65_536];
        for number in 0.. {
            let (n, from) = socket.recv_from(&mut bytes).unwrap();
            for datagram in answer(number, bytes[..n].to_vec()) {
                socket.send_to(&datagram, from).unwrap();
            }
        }
    });
    addr
}
