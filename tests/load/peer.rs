//! Servers that do one thing, well or badly, for many clients.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::sync::Arc;
use std::thread;

/// Serves each connection on a thread of its own, with its number from 0.
pub fn server(
    serve: impl Fn(TcpStream, usize) + Send + Sync + 'static,
) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let addr = listener.local_addr().unwrap();
    let serve = Arc::new(serve);
    thread::spawn(move || {
        for (n, stream) in listener.incoming().enumerate() {
            let (stream, serve) = (stream.unwrap(), serve.clone());
            stream.set_nodelay(true).unwrap();
            thread::spawn(move || serve(stream, n));
        }
    });
    addr
}

/// An echo, which `change`s the bytes of each read before they go back; the
/// number is that of the read, from 0.
pub fn changing(
    change: impl Fn(&mut Vec<u8>, usize) + Send + Sync + 'static,
) -> SocketAddr {
    server(move |stream, _| echo(stream, &change))
}

pub fn echo(mut stream: TcpStream, change: &impl Fn(&mut Vec<u8>, usize)) {
    let mut buf = vec![0; 65_536];
    for n in 0.. {
        match stream.read(&mut buf) {
            Ok(got) if got > 0 => {
                let mut bytes = buf[..got].to_vec();
                change(&mut bytes, n);
                if stream.write_all(&bytes).is_err() {
                    return;
                }
            }
            _ => return,
        }
    }
}

/// Datagrams: each goes in with its number, and out go those that answer it.
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
                // Who asked may be gone.
                drop(socket.send_to(&datagram, from));
            }
        }
    });
    addr
}
