//! A long recording is read a line at a time: figures with `--ignored`.

use crate::common::Pipe;
use crate::tape::{Tape, command};
use serde_json::json;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Child;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Short connections, one after the other, `bytes` long or a little more.
fn write(path: &Path, bytes: u64) {
    let mut to = BufWriter::new(File::create(path).unwrap());
    let mut size = 0;
    let mut conn = 0;
    while size < bytes {
        let mut tape = Tape::of("threads");
        for _ in 0..100 {
            conn += 1;
            let (ms, thread) = (conn as f64 / 10.0, format!("client-{conn}"));
            tape.call((ms - 0.09, ms), "accept", "listener", json!({}));
            tape.at(
                ms,
                "accepted",
                json!({
                    "thread": "listener", "conn": conn, "inside": 1,
                    "peer": format!("127.0.0.1:{}", 20_000 + conn % 40_000),
                }),
            );
            tape.read((ms + 0.01, ms + 0.03), &thread, conn, 6);
            tape.write((ms + 0.03, ms + 0.04), &thread, conn);
            tape.read((ms + 0.04, ms + 0.05), &thread, conn, 0);
            tape.closed(ms + 0.06, &thread, conn);
        }
        let text = tape.text();
        let skip = if size == 0 { 0 } else { text.find('\n').unwrap() + 1 };
        to.write_all(&text.as_bytes()[skip..]).unwrap();
        size += (text.len() - skip) as u64;
    }
}

/// Waits until a child is in a write that blocks: its first argument is 1,
/// standard output. The call's number is x86_64's, or arm64's.
fn until_it_prints(child: &mut Child) {
    let file = format!("/proc/{}/syscall", child.id());
    loop {
        assert_eq!(child.try_wait().unwrap(), None, "it ended");
        let call = std::fs::read_to_string(&file).unwrap();
        if call.starts_with("1 0x1 ") || call.starts_with("64 0x1 ") {
            return;
        }
        sleep(Duration::from_millis(2));
    }
}

/// How long a drawing takes, and the most that it has held, in KiB. It has been
/// made when it is printed, at once, into a pipe that takes nothing: that is
/// when we look, for a zombie's memory is gone.
pub fn draw(path: &Path, args: &[&str]) -> (Duration, u64) {
    let start = Instant::now();
    let mut command = command(args);
    let Pipe(reader, full) = Pipe::full();
    let mut child = command.arg(path).stdout(full).spawn().unwrap();
    drop(command); // it holds the pipe open
    until_it_prints(&mut child);
    let took = start.elapsed();
    let status = format!("/proc/{}/status", child.id());
    let status = std::fs::read_to_string(status).unwrap();
    let peak = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    let kib = peak.and_then(|l| l.split_whitespace().next()?.parse().ok());
    drop(reader); // nobody reads it
    assert!(child.wait().unwrap().success());
    (took, kib.unwrap())
}

#[test]
fn memory_does_not_grow_with_a_recording() {
    let folder = crate::common::Folder::new();
    let peak = |bytes| {
        let path = folder.path().join(format!("{bytes}.jsonl"));
        write(&path, bytes);
        draw(&path, &["--stats"]).1
    };
    // Both fill what is held: 4,096 lanes, 10,000 clients, a window of a second.
    let (short, long) = (peak(12_000_000), peak(24_000_000));
    assert!(long < short + short / 4, "{short} KiB, then {long} KiB");
}

#[test]
#[ignore = "minutes in a debug build: cargo test --release -- --ignored"]
fn a_hundred_megabytes_draw_in_seconds() {
    let folder = crate::common::Folder::new();
    let path = folder.path().join("big.jsonl");
    write(&path, 100_000_000);
    for args in [&[][..], &["--stats"], &["--by", "event"]] {
        let (took, most) = draw(&path, args);
        println!("{args:?}: {took:.1?}, at most {most} KiB");
        assert!(took < Duration::from_secs(30), "{took:?}");
        assert!(most < 100 * 1024, "{most} KiB");
    }
}
