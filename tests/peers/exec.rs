//! A process per client, executed anew: the child is this program again, with
//! the connection as its standard input. std alone, and nothing else in it.

use rustix::process::{WaitOptions, wait};
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::fd::{AsFd, OwnedFd};
use std::process::Command;

fn serve(mut stream: TcpStream) -> io::Result<()> {
    let mut buf = [0; 8192];
    loop {
        match stream.read(&mut buf)? {
            0 => return Ok(()),
            n => stream.write_all(&buf[..n])?,
        }
    }
}

fn main() -> io::Result<()> {
    if std::env::args().nth(1).is_some_and(|word| word == "child") {
        let client = io::stdin().as_fd().try_clone_to_owned()?;
        return serve(client.into());
    }
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("listening on {}", listener.local_addr()?);
    for stream in listener.incoming() {
        let stream = stream?;
        stream.set_nodelay(true)?;
        let mut child = Command::new("/proc/self/exe");
        child.arg("child").stdin(OwnedFd::from(stream)).spawn()?;
        // Whoever has ended meanwhile: no zombies.
        while let Ok(Some(_)) = wait(WaitOptions::NOHANG) {}
    }
    Ok(())
}
