//! A terminal on a busy machine takes its time, and shows the log to its end.

use crate::common::{PATIENCE, Server, Signal};
use rustix::pipe::fcntl_setpipe_size;
use std::io::Read;
use std::thread::{sleep, spawn};
use std::time::Duration;

#[test]
fn a_slow_reader_gets_the_last_line_of_the_log_whole() {
    let (mut reader, writer) = std::io::pipe().unwrap();
    fcntl_setpipe_size(&writer, 4096).unwrap();
    let read = spawn(move || {
        let (mut all, mut piece) = (Vec::new(), [0; 4096]);
        while let Ok(n @ 1..) = reader.read(&mut piece) {
            all.extend_from_slice(&piece[..n]);
            sleep(Duration::from_millis(60)); // its time, and no waiting for us
        }
        String::from_utf8(all).unwrap()
    });
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
