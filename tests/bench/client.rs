//! The client's side: 64 bytes there and back, and nobody waits for ever.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream, UdpSocket};
use std::time::Duration;

pub const MESSAGE: [u8; 64] = [b'x'; 64];

pub fn dial(addr: SocketAddr) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(addr)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    stream.set_write_timeout(Some(Duration::from_secs(20)))?;
    Ok(stream)
}

/// One message there and back.
pub fn echo(mut stream: &TcpStream) -> io::Result<()> {
    stream.write_all(&MESSAGE)?;
    answer(stream)
}

/// One message there and back, as often as it is called.
pub type Echo = Box<dyn Fn() -> io::Result<()>>;

pub fn stream(addr: SocketAddr) -> io::Result<Echo> {
    let stream = dial(addr)?;
    Ok(Box::new(move || echo(&stream)))
}

pub fn datagrams(addr: SocketAddr) -> io::Result<Echo> {
    let socket = UdpSocket::bind("127.0.0.1:0")?;
    socket.set_read_timeout(Some(Duration::from_secs(20)))?;
    socket.connect(addr)?;
    Ok(Box::new(move || {
        let mut back = [0; MESSAGE.len() + 1];
        socket.send(&MESSAGE)?;
        let n = socket.recv(&mut back)?;
        if back[..n] == MESSAGE { Ok(()) } else { Err(wrong()) }
    }))
}

pub fn answer(mut stream: &TcpStream) -> io::Result<()> {
    let mut back = [0; MESSAGE.len()];
    stream.read_exact(&mut back)?;
    if back == MESSAGE { Ok(()) } else { Err(wrong()) }
}

pub fn wrong() -> io::Error {
    io::Error::other("what came back is not what was sent")
}

/// Runs the same work in several threads, and hands on the first error.
pub fn together<T: Send>(
    parts: Vec<T>,
    work: impl Fn(T) -> io::Result<()> + Sync,
) -> io::Result<()> {
    let work = &work;
    std::thread::scope(|scope| {
        let threads: Vec<_> = parts
            .into_iter()
            .map(|part| scope.spawn(move || work(part)))
            .collect();
        threads.into_iter().try_for_each(|thread| {
            thread.join().map_err(|_| io::Error::other("a client panicked"))?
        })
    })
}
