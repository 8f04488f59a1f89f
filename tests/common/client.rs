//! A client that never blocks for ever: a hang is a failure, with a reason.

use super::wait::PATIENCE;
use socket2::{Domain, SockRef, Socket, Type};
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

pub struct Client {
    pub stream: TcpStream,
}

impl Client {
    pub fn connect(addr: SocketAddr) -> Self {
        let stream = TcpStream::connect_timeout(&addr, PATIENCE).unwrap();
        Self::on(stream)
    }

    /// One with little room for answers: soon stuck when it doesn't read.
    pub fn connect_small(addr: SocketAddr) -> Self {
        let kind = Domain::for_address(addr);
        let socket = Socket::new(kind, Type::STREAM, None).unwrap();
        socket.set_recv_buffer_size(4096).unwrap();
        socket.connect_timeout(&addr.into(), PATIENCE).unwrap();
        Self::on(socket.into())
    }

    fn on(stream: TcpStream) -> Self {
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream }
    }

    /// How the server's log names us.
    pub fn name(&self) -> String {
        self.stream.local_addr().unwrap().to_string()
    }

    pub fn say(&mut self, bytes: impl AsRef<[u8]>) {
        self.stream.write_all(bytes.as_ref()).unwrap();
    }

    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        again(|| self.stream.read(buf))
    }

    /// What comes next, and stays there.
    pub fn peek(&self, buf: &mut [u8]) -> io::Result<usize> {
        again(|| self.stream.peek(buf))
    }

    /// Exactly these bytes come next.
    pub fn hear(&mut self, expected: impl AsRef<[u8]>) {
        let expected = expected.as_ref();
        let mut heard = vec![0; expected.len()];
        let mut got = 0;
        while got < heard.len() {
            match self.read(&mut heard[got..]) {
                Ok(n) if n > 0 => got += n,
                end => panic!(
                    "{end:?} after {:?}, expected {:?}",
                    show(&heard[..got]),
                    show(expected)
                ),
            }
        }
        assert!(
            heard == expected,
            "heard {:?}, expected {:?}",
            show(&heard),
            show(expected)
        );
    }

    /// Says it and hears it again, as from an echo server.
    pub fn echo(&mut self, bytes: impl AsRef<[u8]>) {
        self.say(&bytes);
        self.hear(&bytes);
    }

    /// The next line, without its newline.
    pub fn line(&mut self) -> String {
        let mut line = Vec::new();
        let mut byte = [0];
        loop {
            match self.read(&mut byte) {
                Ok(1) if byte[0] == b'\n' => break,
                Ok(1) => line.push(byte[0]),
                end => panic!("{end:?} after {:?}", show(&line)),
            }
        }
        String::from_utf8(line).unwrap()
    }

    /// Half-close: we have said all.
    pub fn done(&mut self) {
        self.stream.shutdown(Shutdown::Write).unwrap();
    }

    /// Everything up to end-of-file.
    pub fn rest(&mut self) -> Vec<u8> {
        let mut heard = Vec::new();
        if let Err(e) = self.stream.read_to_end(&mut heard) {
            panic!("{e} after {} B: {:?}", heard.len(), show(&heard));
        }
        heard
    }

    /// Until the connection is over, by end-of-file or reset.
    pub fn rest_or_reset(&mut self) {
        match self.stream.read_to_end(&mut Vec::new()) {
            Err(e) if e.kind() != ErrorKind::ConnectionReset => panic!("{e}"),
            _ => (),
        }
    }

    /// Closes with a reset instead of an end-of-file.
    pub fn reset(self) {
        let now = Some(Duration::ZERO);
        SockRef::from(&self.stream).set_linger(now).unwrap();
    }

    /// Whether nothing at all comes, no byte and no end, for so long.
    pub fn hears_nothing(&mut self, millis: u64) -> bool {
        let wait = Some(Duration::from_millis(millis));
        self.stream.set_read_timeout(wait).unwrap();
        let mut byte = [0];
        let seen = self.peek(&mut byte);
        self.stream.set_read_timeout(Some(PATIENCE)).unwrap();
        matches!(seen, Err(e) if e.kind() == ErrorKind::WouldBlock)
    }

    /// Sends and never reads, until nothing more goes in. Says how many bytes
    /// went in, and when the last did.
    pub fn flood(&mut self) -> (usize, Instant) {
        let piece = [b'x'; 64 * 1024];
        self.stream.set_nonblocking(true).unwrap();
        let (mut sent, mut last) = (0, Instant::now());
        // Tries are counted, not time: this thread may be away for some.
        let mut refused = 0;
        while refused < 100 {
            match self.stream.write(&piece) {
                Ok(n) => {
                    (sent, last, refused) = (sent + n, Instant::now(), 0);
                }
                Err(e) if e.kind() == ErrorKind::WouldBlock => {
                    refused += 1;
                    thread::sleep(Duration::from_millis(5));
                }
                Err(_) => break, // the server has let us go
            }
            assert!(sent < 200_000_000, "the server swallows everything");
        }
        self.stream.set_nonblocking(false).unwrap();
        (sent, last)
    }

    /// A second hand on the same connection, to write while we read.
    pub fn twin(&self) -> Self {
        Self { stream: self.stream.try_clone().unwrap() }
    }
}

/// A machine that was suspended meanwhile interrupts a call that has a
/// time-out.
fn again(mut call: impl FnMut() -> io::Result<usize>) -> io::Result<usize> {
    loop {
        match call() {
            Err(e) if e.kind() == ErrorKind::Interrupted => (),
            result => return result,
        }
    }
}

/// Bytes for an error message: not more of them than one can read.
fn show(bytes: &[u8]) -> String {
    let head = &bytes[..bytes.len().min(60)];
    let more = if head.len() < bytes.len() { "…" } else { "" };
    format!("{}{more}", head.escape_ascii())
}
