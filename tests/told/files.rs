//! Where lines go: colour only where it is asked for, never into a file.

use crate::common::{PATIENCE, Server, Signal};
use crate::scratch;
use std::fs;

const ESC: char = '\u{1b}';

fn conversation(args: &str) -> Server {
    let mut server = Server::start(args);
    let mut client = server.client();
    client.echo("hello\n");
    drop(client);
    server.wait_for_line("closed: ");
    server.signal(Signal::TERM);
    assert_eq!(server.wait_exit(PATIENCE), Some(0));
    server.log.wait_end();
    server
}

/// Without its colours: `ESC [ … m`.
fn plain(text: &str) -> String {
    let mut parts = text.split(ESC);
    let head = parts.next().unwrap_or_default().to_string();
    parts.fold(head, |head, part| {
        head + part.split_once('m').expect("a colour").1
    })
}

#[test]
fn a_log_file_holds_the_same_lines_without_colour() {
    let path = scratch("colour");
    let server = conversation(&format!("-v --color always --log {path}"));
    let file = fs::read_to_string(&path).unwrap();
    fs::remove_file(&path).unwrap();
    assert!(server.log.text().contains(ESC), "{}", server.log.text());
    assert!(!file.contains(ESC), "{file}");
    assert_eq!(plain(&server.log.text()), file.trim_end());
    assert!(file.contains("accepted (1 inside)"), "{file}");
}

#[test]
fn a_childs_lines_reach_the_log_file_too() {
    let path = scratch("child");
    let args = format!("-v --stage process --log {path}");
    let server = conversation(&args);
    let file = fs::read_to_string(&path).unwrap();
    fs::remove_file(&path).unwrap();
    assert_eq!(server.log.text(), file.trim_end());
    assert!(file.contains(r#"read 6 "hello\n""#), "{file}");
}

#[test]
fn a_pipe_gets_no_colour_unless_asked_for() {
    for flag in ["", "--color auto", "--color never"] {
        let text = conversation(flag).log.text();
        assert!(!text.contains(ESC), "{flag}: {text:?}");
    }
}

#[test]
fn a_log_file_keeps_what_an_earlier_server_told() {
    let path = scratch("append");
    conversation(&format!("--log {path}"));
    conversation(&format!("--log {path}"));
    let file = fs::read_to_string(&path).unwrap();
    fs::remove_file(&path).unwrap();
    assert_eq!(file.matches("#1 closed: ").count(), 2, "{file}");
}
