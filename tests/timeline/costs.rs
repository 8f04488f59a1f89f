//! What a recording from anywhere may cost: each of these once took minutes,
//! or memory without end. Sizes are such that a debug build shows it.

use crate::big;
use crate::tape::{Tape, command, file};
use std::fmt::Display;
use std::io::Read;
use std::process::Stdio;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// Ten times what they take, or more.
const LIMIT: Duration = Duration::from_secs(20);

/// A recording of these lines, each without its braces.
fn recording<T: Display>(lines: impl IntoIterator<Item = T>) -> String {
    let mut text = Tape::of("threads").text();
    for line in lines {
        text += &format!("{{{line}}}\n");
    }
    text
}

/// What it prints within the limit.
fn drawn(text: &str, args: &[&str]) -> String {
    let (_folder, path) = file(text);
    let mut child =
        command(args).arg(path).stdout(Stdio::piped()).spawn().unwrap();
    let mut out = child.stdout.take().unwrap();
    let (told, heard) = mpsc::channel();
    let reader = thread::spawn(move || {
        let mut text = String::new();
        out.read_to_string(&mut text).unwrap();
        told.send(text).unwrap();
    });
    let text = heard.recv_timeout(LIMIT);
    drop(child.kill()); // it may have ended
    child.wait().unwrap();
    reader.join().unwrap();
    text.unwrap_or_else(|_| panic!("{args:?}: more than {LIMIT:?}"))
}

/// 4 MB.
#[test]
fn samples_of_one_moment_are_not_searched_through() {
    let lines = (0..50_000).map(|n| {
        format!(r#""ns":1,"what":"queued","peers":["192.0.2.1:{n}"]"#)
    });
    drawn(&recording(lines), &["--stats"]);
}

/// 5 MB.
#[test]
fn whom_a_moment_has_accepted_is_not_looked_through_for_each_sample() {
    let accepted = (1..40_000).map(|n| {
        format!(
            r#""ns":1,"what":"accepted","thread":"t","conn":{n},"peer":"p{n}""#
        )
    });
    let sample = r#""ns":1,"what":"queued","peers":["q"]"#;
    let samples = (1..40_000).map(|_| sample.to_string());
    drawn(&recording(accepted.chain(samples)), &["--stats"]);
}

/// 5 MB.
#[test]
fn who_is_registered_is_not_looked_through_for_each_that_is_closed() {
    let lines = |what| {
        (1..40_000).map(move |n| {
            format!(
                r#""ns":1,"what":"{what}","thread":"t","conn":{n},"peer":"p{n}""#
            )
        })
    };
    let text = recording(lines("registered").chain(lines("closed")));
    drawn(&text, &["--stats"]);
}

/// 2.4 MB.
#[test]
fn a_sample_of_many_peers_is_looked_through_once() {
    let lines = (0..40).map(|sample| {
        let peers: Vec<_> =
            (0..6_000).map(|n| format!("\"{sample}:{n}\"")).collect();
        let peers = peers.join(",");
        format!(r#""ns":{sample},"what":"queued","peers":[{peers}]"#)
    });
    let drawing = drawn(&recording(lines), &["--by", "event"]);
    // Of a sample 1,024 are named.
    assert!(drawing.contains("Up to 4976 more stood"), "{drawing}");
}

/// 4 MB.
#[test]
fn a_connection_may_have_many_threads() {
    let lines = (0..60_000).map(|n| {
        format!(r#""ns":{n},"what":"read","thread":"client-{n}","conn":1"#)
    });
    drawn(&recording(lines), &[]);
}

/// 32 MB. (Before, 100 MB were held.)
#[test]
fn connections_that_never_close_are_forgotten() {
    let lines = (1..400_000).map(|n| {
        format!(
            r#""ns":{n}000000,"what":"read","took":9,"thread":"t","conn":{n}"#
        )
    });
    let (_folder, path) = file(recording(lines));
    let (_, most) = big::draw(&path, &["--stats"]);
    assert!(most < 50 * 1024, "{most} KiB");
}

/// 3 MB.
#[test]
fn a_peer_that_sends_often_is_one_client() {
    let lines = (0..33_000).map(|n| {
        let peer = n % 11_000;
        format!(
            r#""ns":{n},"what":"receive","thread":"t","bytes":1,"peer":"{peer}""#
        )
    });
    let drawing = drawn(&recording(lines), &[]);
    assert!(drawing.contains("11000 clients"), "{drawing}");
}
