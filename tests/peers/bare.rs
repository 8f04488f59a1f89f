//! As little as a server can do: one client at a time, one read, one write.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};

fn serve(mut stream: TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut buf = [0; 4096];
    loop {
        match stream.read(&mut buf)? {
            0 => return Ok(()),
            n => stream.write_all(&buf[..n])?,
        }
    }
}

fn main() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("listening on {}", listener.local_addr()?);
    for stream in listener.incoming() {
        // A client that resets ends its own connection and nothing else.
        if let Err(e) = stream.and_then(serve) {
            eprintln!("{e}");
        }
    }
    Ok(())
}
