//! Which file a recording may be, and what it may replace.

use crate::common::{Folder, Server};
use crate::recording::{Recorded, told};
use std::fs;

#[test]
fn a_folder_that_is_not_there_is_told_at_the_start() {
    let line = told("--record /no/such/folder/seen.jsonl");
    assert!(line.contains("cannot write --record /no/such/folder/seen.jsonl"));
    assert!(line.contains("name a file in a folder that exists"), "{line}");
}

#[test]
fn a_file_that_is_no_recording_is_kept() {
    let folder = Folder::new();
    let path = folder.path().join("thesis.txt");
    fs::write(&path, "years of work\n").unwrap();
    let line = told(&format!("--record {}", path.display()));
    assert!(line.contains("it is there, and no recording"), "{line}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "years of work\n");
    let line = told(&format!("--record {}", folder.path().display()));
    assert!(line.contains("cannot write --record"), "{line}");
}

#[test]
fn an_older_recording_is_replaced() {
    let recorded = Recorded::start("-q --stage single");
    let path = recorded.path();
    let mut first = recorded.server;
    first.stop();
    let args = format!("-q --stage threads --record {}", path.display());
    Server::start(&args).stop();
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(r#""stage":"threads""#), "{text}");
    assert!(!text.contains(r#""stage":"single""#), "{text}");
}

/// The first one's lines stay whole.
#[test]
fn two_servers_never_write_one_recording() {
    let recorded = Recorded::start("-q");
    let mut client = recorded.server.client();
    client.echo("hello\n");
    let path = recorded.path();
    let line = told(&format!("--record {}", path.display()));
    assert!(line.contains("another process writes it"), "{line}");
    client.echo("hello\n");
    drop(client);
    let seen = recorded.stop();
    assert_eq!(seen.of("write", 1).len(), 2);
}

/// Words that can't go together must not cost an older recording.
#[test]
fn a_start_that_fails_keeps_the_older_recording() {
    let recorded = Recorded::start("-q");
    let path = recorded.path();
    let mut server = recorded.server;
    server.stop();
    let before = fs::read_to_string(&path).unwrap();
    let path = path.display();
    for args in ["--stage process --step", "--watch /no/such/folder/board"] {
        told(&format!("{args} --record {path}"));
        let now = fs::read_to_string(path.to_string()).unwrap();
        assert_eq!(now, before, "{args}");
    }
}

#[test]
fn inetd_is_not_recorded() {
    let line = told("--inetd --record seen.jsonl");
    assert!(line.contains("cannot be used with"), "{line}");
}

/// What a client has sent is text in a file: it can't end a line, nor an
/// object, nor a string.
#[test]
fn what_a_client_sends_stays_in_its_string() {
    let recorded = Recorded::start("-q");
    let mut client = recorded.server.client();
    for text in
        ["\"}\n{\"what\":\"end\"}\n", "\x1b[2J", "\u{202e}", "\\", "中文"]
    {
        client.echo(text);
        recorded.wait_for("the write", |line| {
            line["what"] == "write" && line["bytes"] == text.len()
        });
    }
    client.echo([0xff, 0x00, 0x80]);
    drop(client);
    let seen = recorded.stop();
    assert_eq!(seen.all("end").len(), 1);
    let firsts: Vec<_> =
        seen.of("read", 1).iter().map(|r| r["first"].clone()).collect();
    assert_eq!(firsts[1], "\\x1b[2J");
    assert_eq!(firsts[2], "\\u{202e}");
    assert_eq!(firsts[4], "中文");
    assert_eq!(firsts[5], "\\xff\\0\\x80");
}

/// A long message is cut between two characters, and shows that it was.
#[test]
fn a_long_message_is_cut_between_two_characters() {
    let recorded = Recorded::start("-q");
    let mut client = recorded.server.client();
    let texts = ["a".repeat(100), "中".repeat(100), "a中".repeat(50)];
    for text in &texts {
        client.echo(text);
        recorded.wait_for("the write", |line| {
            line["what"] == "write" && line["bytes"] == text.len()
        });
    }
    drop(client);
    let seen = recorded.stop();
    for (text, read) in texts.iter().zip(seen.of("write", 1)) {
        let first = read["first"].as_str().unwrap();
        let start =
            first.strip_suffix('…').unwrap_or_else(|| panic!("{first}"));
        assert!(text.starts_with(start) && !start.is_empty(), "{first}");
        assert!(first.chars().count() <= 24, "{first}");
    }
}
