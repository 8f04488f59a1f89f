//! Servers as one writes them first, each with one thing left out: what a demo
//! shows beside ours.

use signal_hook::consts::SIGPIPE;
use signal_hook::flag::register_conditional_default;
use std::fs::File;
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread::{self, sleep};
use std::time::Duration;

pub type Serve = fn(&TcpListener, &Path) -> io::Result<()>;

pub fn named(name: &str) -> Option<Serve> {
    match name {
        "fragile" => Some(fragile),
        "forgetful" => Some(forgetful),
        "unaware" => Some(unaware),
        _ => None,
    }
}

/// One at a time, and each error is the end of all: a `?` behind each call.
fn fragile(listener: &TcpListener, _: &Path) -> io::Result<()> {
    for stream in listener.incoming() {
        let mut stream = stream?;
        let mut bytes = [0; 8192];
        loop {
            match stream.read(&mut bytes)? {
                0 => break,
                n => stream.write_all(&bytes[..n])?,
            }
        }
    }
    Ok(())
}

/// A child for each client, and nobody waits for its end.
fn forgetful(listener: &TcpListener, program: &Path) -> io::Result<()> {
    for stream in listener.incoming() {
        let mut child = Command::new(program);
        child.arg("--inetd").stdin(OwnedFd::from(stream?));
        child.stdout(Stdio::null()).stderr(Stdio::null());
        child.spawn()?; // its mistake: nobody will wait for it
    }
    Ok(())
}

/// Each write may raise SIGPIPE, which ends a program that has not asked for
/// something else (`signal(7)`); Rust ignores it before main.
fn unaware(listener: &TcpListener, _: &Path) -> io::Result<()> {
    register_conditional_default(SIGPIPE, Arc::new(AtomicBool::new(true)))?;
    for stream in listener.incoming() {
        let stream = stream?;
        thread::Builder::new().spawn(move || byte_by_byte(stream))?;
    }
    Ok(())
}

/// Slowly: so there is a write after the one that met nobody.
fn byte_by_byte(stream: TcpStream) -> io::Result<()> {
    // A file is written with write(2), a socket of std's with send(2) and
    // MSG_NOSIGNAL.
    let mut file = File::from(OwnedFd::from(stream));
    let mut bytes = [0; 64];
    loop {
        let n = file.read(&mut bytes)?;
        if n == 0 {
            return Ok(());
        }
        for byte in &bytes[..n] {
            sleep(Duration::from_millis(100));
            // It does not look at what write returns: one more mistake.
            let _ = file.write_all(&[*byte]);
        }
    }
}
