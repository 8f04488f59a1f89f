//! The bare loop: the server that one writes first, std alone. What a stage
//! costs more than this, it costs for its limits, its log and its way to end.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

/// Serves until the process ends, or the system gives no more.
pub fn serve(listener: &TcpListener) -> io::Result<()> {
    for stream in listener.incoming() {
        let stream = stream?;
        thread::Builder::new().spawn(move || echo(stream))?;
    }
    Ok(())
}

fn echo(mut stream: TcpStream) -> io::Result<()> {
    // Without it the last piece of a big answer waits for the client's word
    // that the others came: 44 ms, and nothing of it is the model's.
    stream.set_nodelay(true)?;
    let mut buf = [0; 8192];
    loop {
        match stream.read(&mut buf)? {
            0 => return Ok(()),
            n => stream.write_all(&buf[..n])?,
        }
    }
}
