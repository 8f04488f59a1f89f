//! Ends that somebody else has made non-blocking, as ssh and editors do.

use crate::common::{Log, Server};
use crate::run::Client;
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use std::io::{Read, Write};
use std::net::Shutdown;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::process::Stdio;

fn does_not_block(file: impl AsFd) {
    let flags = fcntl_getfl(&file).unwrap();
    fcntl_setfl(file, flags | OFlags::NONBLOCK).unwrap();
}

/// It is read only when it is full.
#[test]
fn a_full_pipe_that_does_not_block_loses_nothing() {
    let server = Server::start("");
    let (mut reader, writer) = std::io::pipe().unwrap();
    does_not_block(&writer);
    let mut client = Client::start_to(&server.addr.to_string(), writer);
    let million: Vec<u8> = (0..1_000_000u32).map(|n| (n % 251) as u8).collect();
    client.say_all(million.clone());
    crate::common::until("a full pipe", || {
        let waits = rustix::io::ioctl_fionread(&reader).unwrap();
        (waits >= 60_000).then_some(())
    });
    let mut heard = Vec::new();
    reader.read_to_end(&mut heard).unwrap();
    client.ends().with(0);
    assert!(heard == million, "{} B", heard.len());
}

/// What is typed comes after it had nothing to read.
#[test]
fn an_input_that_does_not_block_is_waited_for() {
    let server = Server::start("");
    let (mut ours, theirs) = UnixStream::pair().unwrap();
    let (reader, writer) = std::io::pipe().unwrap();
    does_not_block(&theirs);
    does_not_block(&writer);
    let shown = Log::collect(reader);
    let input = Stdio::from(OwnedFd::from(theirs));
    let args = server.addr.to_string();
    let client = Client::start_between(&args, input, writer);
    client.told.wait_for("Connected");
    for line in ["hello", "again"] {
        ours.write_all(format!("{line}\n").as_bytes()).unwrap();
        shown.wait_for(line);
    }
    ours.shutdown(Shutdown::Write).unwrap();
    client.ends().with(0);
}

#[test]
fn what_arrives_reaches_a_pipes_reader_before_more_does() {
    let server = Server::start("");
    let (reader, writer) = std::io::pipe().unwrap();
    let shown = Log::collect(reader);
    let mut client = Client::start_to(&server.addr.to_string(), writer);
    for n in 0..100 {
        client.say(format!("line {n}\n"));
        shown.wait_for(&format!("line {n}"));
    }
    client.say_all("");
    client.ends().with(0);
}
