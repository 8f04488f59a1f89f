//! An echo server that serves one client at a time: server PORT.

use std::env;
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};

/// Everything that a client is told. It stays as it is in every model.
fn serve(mut client: TcpStream) -> io::Result<()> {
    let mut buffer = [0; 4096];
    loop {
        match client.read(&mut buffer)? {
            0 => return Ok(()),
            n => client.write_all(&buffer[..n])?,
        }
    } // CHANGE 2: who owns `client` closes it, by dropping it
}

fn main() -> io::Result<()> {
    let port = env::args().nth(1).unwrap_or("8899".into());
    let listener = TcpListener::bind(format!("127.0.0.1:{port}"))?;
    loop {
        // CHANGE 3: no descriptor left? Then accept fails, and ends us.
        let (client, _) = listener.accept()?;
        // CHANGE 1: while serve runs, who accepts the next client?
        let _ = serve(client); // it has gone: that is no error of ours
    }
}
