//! A terminal on a busy machine takes its time, and shows the log to its end.

use crate::common::{Client, PATIENCE, Server, Signal};
use rustix::pipe::fcntl_setpipe_size;
use std::io::{PipeReader, Read};
use std::thread::{JoinHandle, sleep, spawn};
use std::time::{Duration, Instant};

/// Reads to the end, and takes its time after each 4096 bytes.
fn slowly(mut reader: PipeReader, pause: Duration) -> JoinHandle<String> {
    spawn(move || {
        let (mut all, mut piece) = (Vec::new(), [0; 4096]);
        while let Ok(n @ 1..) = reader.read(&mut piece) {
            all.extend_from_slice(&piece[..n]);
            sleep(pause); // its time, and no waiting for us
        }
        String::from_utf8_lossy(&all).into_owned()
    })
}

#[test]
fn a_slow_reader_gets_the_last_line_of_the_log_whole() {
    let (reader, writer) = std::io::pipe().unwrap();
    fcntl_setpipe_size(&writer, 4096).unwrap();
    let read = slowly(reader, Duration::from_millis(60));
    let mut command = Server::command("", "", "127.0.0.1:0");
    command.stderr(writer);
    let mut server = Server::spawn(command);
    let clients = [(); 200].map(|()| server.client());
    clients.into_iter().for_each(|mut client| client.echo("hello\n"));
    server.signal(Signal::TERM);
    assert_eq!(server.wait_exit(PATIENCE), Some(0));
    let log = read.join().unwrap();
    assert_eq!(log.matches("closed: 6 B in, 6 B out").count(), 200);
    assert!(log.ends_with('\n'), "{:?}", log.lines().last());
}

/// A server with seconds of log that nobody has read; its clients are inside.
fn behind() -> (Server, Vec<Client>, JoinHandle<String>) {
    let (reader, writer) = std::io::pipe().unwrap();
    fcntl_setpipe_size(&writer, 4096).unwrap();
    let read = slowly(reader, Duration::from_millis(150));
    let mut command = Server::command("", "-v --grace 0.1", "127.0.0.1:0");
    command.stderr(writer);
    let server = Server::spawn(command);
    let mut clients: Vec<_> = [(); 8].map(|()| server.client()).into();
    for client in &mut clients {
        for _ in 0..300 {
            client.echo("hello\n");
        }
    }
    server.signal(Signal::TERM);
    (server, clients, read)
}

#[test]
fn a_reader_who_is_behind_gets_what_two_seconds_allow() {
    let (mut server, mut clients, read) = behind();
    let begun = Instant::now();
    assert_eq!(server.wait_exit(PATIENCE), Some(0));
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(4), "{took:?} after a grace of 0.1 s");
    clients.iter_mut().for_each(|client| drop(client.rest()));
    assert!(!read.join().unwrap().contains("closing"), "it was not behind");
}

#[test]
fn a_second_signal_waits_for_no_log() {
    let (mut server, mut clients, read) = behind();
    // They are cut off when the end has begun.
    clients.iter_mut().for_each(|client| drop(client.rest()));
    server.signal(Signal::TERM);
    assert_eq!(server.wait_exit(PATIENCE), Some(128 + 15));
    drop(read.join().unwrap());
}
