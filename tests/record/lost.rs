//! A recording that can't keep up loses lines and says so; a disk that is full
//! ends the recording and nothing else.

use crate::common::{Folder, PATIENCE, Server, Signal};
use crate::recording::{Recorded, told};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::process::Command;

/// Nobody reads the pipe until everything has been said: what the pipe and the
/// channel do not hold is counted, not missing.
#[test]
fn a_full_channel_drops_and_a_line_stands_in_the_gap() {
    const ECHOES: u64 = 20_000;
    let folder = Folder::new();
    let pipe = folder.path().join("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    // Both ends, so that neither open waits; nobody reads yet.
    let reader = File::options().read(true).write(true).open(&pipe).unwrap();
    let args = format!("-q --record {}", pipe.display());
    let mut server = Server::start(&args);
    let mut client = server.client();
    // It never waits for the recording: else this would never end.
    for _ in 0..ECHOES {
        client.echo("x");
    }
    client.done();
    client.rest();
    let mut lines = BufReader::new(reader).lines();
    let (mut moved, mut lost, mut gaps) = (0, 0, 0);
    // The server may stop only when it is read from.
    server.signal(Signal::TERM);
    loop {
        let line = lines.next().unwrap().unwrap();
        let line: serde_json::Value = serde_json::from_str(&line).unwrap();
        match line["what"].as_str() {
            Some("read" | "write") => moved += 1,
            Some("lost") => {
                lost += line["count"].as_u64().unwrap();
                gaps += 1;
                assert!(line["ns"].as_u64() > Some(0), "{line}");
            }
            Some("end") => break,
            _ => (),
        }
    }
    assert_eq!(server.wait_exit(PATIENCE), Some(0));
    assert!(gaps > 0, "nothing was lost");
    // Of 2 * ECHOES calls and an end-of-file; a few others may be lost, too.
    let all = 2 * ECHOES + 1;
    assert!((all..all + 20).contains(&(moved + lost)), "{moved} + {lost}");
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
