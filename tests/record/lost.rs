//! A recording that can't keep up loses lines and says so; a disk that is full
//! ends the recording and nothing else.

use crate::common::{Client, Folder, PATIENCE, Server, Signal};
use crate::recording::{Recorded, told};
use serde_json::Value;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

/// More than the channel and a pipe hold.
const ECHOES: u64 = 20_000;

/// A recording in a pipe, which is read when the test wants it.
struct Pipe {
    path: PathBuf,
    file: Option<File>,
    lines: Option<Receiver<Value>>,
    /// The calls that were read of, and those that were lost.
    moved: u64,
    lost: u64,
    gaps: Vec<(u64, u64)>,
    latest: u64,
    _folder: Folder,
}

impl Pipe {
    fn new() -> Self {
        let folder = Folder::new();
        let path = folder.path().join("pipe");
        let made = Command::new("mkfifo").arg(&path).status().unwrap();
        assert!(made.success());
        // Both ends, so that neither open waits; nobody reads yet.
        let both = File::options().read(true).write(true).open(&path);
        Self {
            path,
            file: Some(both.unwrap()),
            lines: None,
            moved: 0,
            lost: 0,
            gaps: Vec::new(),
            latest: 0,
            _folder: folder,
        }
    }

    fn read(&mut self) {
        let (tell, told) = channel();
        self.lines = Some(told);
        let file = self.file.take().unwrap();
        thread::spawn(move || {
            for line in BufReader::new(file).lines() {
                let line = serde_json::from_str(&line.unwrap()).unwrap();
                if tell.send(line).is_err() {
                    return;
                }
            }
        });
    }

    /// Takes lines until so many calls are accounted for, or the end.
    fn take(&mut self, until: u64) {
        while self.moved + self.lost < until {
            let lines = self.lines.as_ref().unwrap();
            let line = lines.recv_timeout(PATIENCE).unwrap();
            let ns = line["ns"].as_u64().unwrap_or_default();
            match line["what"].as_str() {
                Some("read" | "write") => {
                    self.moved += 1;
                    // It stands behind each gap that ended before it.
                    let (_, end) = self.gaps.last().unwrap_or(&(0, 0));
                    assert!(ns > *end, "in a gap: {line}");
                    self.latest = ns;
                }
                Some("lost") => {
                    self.lost += line["count"].as_u64().unwrap();
                    let end = ns + line["took"].as_u64().unwrap();
                    assert!(ns > self.latest, "too late: {line}");
                    self.gaps.push((ns, end));
                }
                Some("end") => return,
                _ => (),
            }
        }
    }
}

/// A server whose recording nobody reads yet, and a client that has said more
/// than that can hold.
fn flooded() -> (Pipe, Server, Client) {
    let pipe = Pipe::new();
    let args = format!("-q --record {}", pipe.path.display());
    let server = Server::start(&args);
    let mut client = server.client();
    // It never waits for the recording: else this would never end.
    (0..ECHOES).for_each(|_| client.echo("x"));
    (pipe, server, client)
}

/// Nobody reads the pipe until everything has been said. What the pipe and the
/// channel do not hold is counted, in its place, though nothing comes after it.
#[test]
fn a_full_channel_drops_and_a_line_stands_in_the_gap() {
    let (mut pipe, mut server, mut client) = flooded();
    pipe.read();
    pipe.take(2 * ECHOES);
    assert_eq!(pipe.gaps.len(), 1, "one gap, told once");
    assert!(pipe.lost > 1_000, "{} lost", pipe.lost);
    client.echo("behind the gap");
    pipe.take(2 * ECHOES + 2);
    assert_eq!(pipe.gaps.len(), 1);
    server.signal(Signal::TERM);
    pipe.take(u64::MAX);
    assert_eq!(server.wait_exit(PATIENCE), Some(0));
    // The last read is an end-of-file.
    assert_eq!(pipe.moved + pipe.lost, 2 * ECHOES + 3);
}

/// While the writer catches up, the client goes on.
#[test]
fn a_gap_is_told_before_what_came_after_it() {
    let (mut pipe, _server, mut client) = flooded();
    let mut echoes = ECHOES;
    pipe.read();
    while pipe.gaps.is_empty() {
        client.echo("x");
        echoes += 1;
        pipe.take(pipe.moved + 10); // which also looks at their order
    }
    pipe.take(2 * echoes);
    assert_eq!(pipe.moved + pipe.lost, 2 * echoes);
}

/// The end is asked for while what is missing is not told yet.
#[test]
fn what_is_lost_at_the_end_is_told_before_it() {
    let (mut pipe, mut server, mut client) = flooded();
    server.signal(Signal::TERM);
    // At once: the end of a server waits for its recording, but not for long.
    pipe.read();
    client.rest();
    pipe.take(u64::MAX);
    assert_eq!(server.wait_exit(PATIENCE), Some(0));
    let all = 2 * ECHOES + 1;
    // A note of the server's own may be lost as well.
    assert!((all..all + 20).contains(&(pipe.moved + pipe.lost)));
    assert!(pipe.lost > 1_000, "{} lost", pipe.lost);
}

#[test]
fn a_full_disk_is_one_clear_line_and_ends_no_connection() {
    let recorded = Recorded::start_under("prlimit --fsize=4096", "");
    let mut client = recorded.server.client();
    for _ in 0..200 {
        client.echo("hello");
    }
    let line = recorded.server.wait_for_line("cannot write --record");
    assert!(line.contains("File too large"), "{line}");
    assert!(line.contains("the recording ends here, the server goes on"));
    for _ in 0..200 {
        client.echo("hello");
    }
    recorded.server.client().echo("a newcomer");
    let mut server = recorded.server;
    server.signal(Signal::TERM);
    // 0 would say that the recording is whole.
    assert_eq!(server.wait_exit(PATIENCE), Some(1));
    assert_eq!(server.log.text().matches("--record").count(), 1);
}

/// As on a device that never has room.
#[test]
fn a_disk_without_room_is_told_at_the_start() {
    let line = told("--record /dev/full");
    assert!(line.contains("cannot write --record /dev/full"), "{line}");
    assert!(line.contains("No space left on device"), "{line}");
}
