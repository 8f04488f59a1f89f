//! As much as one connection takes: one thread writes, one reads. Every byte
//! that comes back is compared with what must stand at its place.

use crate::client;
use crate::rounds::Slice;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Instant;

const MEGABYTES: usize = 48;
const TOTAL: usize = MEGABYTES * 1_000_000;
const CHUNK: usize = 64 * 1024;
/// No multiple of any buffer: a byte out of place can't look right.
const PERIOD: usize = 10_007;

pub fn slice(addr: SocketAddr) -> io::Result<Slice<'static>> {
    let stream = client::dial(addr)?;
    let pattern: Vec<u8> = (0..CHUNK + PERIOD)
        .map(|at| ((at % PERIOD).wrapping_mul(2_654_435_761) >> 7) as u8)
        .collect();
    Ok(Box::new(move || {
        let begun = Instant::now();
        client::together(vec![write, read], |end: End| end(&stream, &pattern))?;
        Ok(MEGABYTES as f64 / begun.elapsed().as_secs_f64())
    }))
}

type End = fn(&TcpStream, &[u8]) -> io::Result<()>;

fn write(mut stream: &TcpStream, pattern: &[u8]) -> io::Result<()> {
    let mut sent = 0;
    while sent < TOTAL {
        let chunk = &pattern[sent % PERIOD..][..CHUNK.min(TOTAL - sent)];
        stream.write_all(chunk)?;
        sent += chunk.len();
    }
    Ok(())
}

fn read(mut stream: &TcpStream, pattern: &[u8]) -> io::Result<()> {
    let (mut back, mut got) = (vec![0; CHUNK], 0);
    while got < TOTAL {
        let n = stream.read(&mut back)?;
        if n == 0 || back[..n] != pattern[got % PERIOD..][..n] {
            return Err(client::wrong());
        }
        got += n;
    }
    Ok(())
}
