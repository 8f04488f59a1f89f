//! As little as a full-duplex client can do: two threads, two copies.

use std::fs::File;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::os::fd::AsFd;
use std::thread;

fn copy(mut from: impl Read, mut to: impl Write) -> io::Result<()> {
    let mut buf = vec![0; 64 * 1024];
    loop {
        match from.read(&mut buf)? {
            0 => return Ok(()),
            n => to.write_all(&buf[..n])?,
        }
    }
}

fn main() -> io::Result<()> {
    let addr = std::env::args().nth(1).ok_or(io::ErrorKind::InvalidInput)?;
    let stream = TcpStream::connect(addr)?;
    let input = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    let output = File::from(io::stdout().as_fd().try_clone_to_owned()?);
    thread::scope(|scope| {
        scope.spawn(|| -> io::Result<()> {
            copy(input, &stream)?;
            stream.shutdown(Shutdown::Write)
        });
        copy(&stream, output)
    })
}
