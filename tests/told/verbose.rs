//! `-v`: each read and write, escaped, and both ends of the connection once.

use crate::common::{Line, Server};

fn told(server: &Server) -> Vec<Line> {
    server.wait_for_line("#1 closed: ");
    server.log.of(1)
}

#[test]
fn each_read_and_write_is_told_with_what_was_in_it() {
    for stage in crate::STAGES {
        let server = Server::start(&format!("-v --stage {stage}"));
        let mut client = server.client();
        client.echo("hello\r\n");
        client.echo("\0\u{1b}\"\\");
        drop(client);
        let lines = told(&server);
        let texts: Vec<_> = lines.iter().map(|l| l.text.as_str()).collect();
        let reads: Vec<_> =
            texts.iter().filter(|t| t.starts_with("read ")).collect();
        let writes: Vec<_> =
            texts.iter().filter(|t| t.starts_with("write ")).collect();
        assert_eq!(*reads[0], r#"read 7 "hello\r\n""#, "{stage}");
        assert_eq!(*writes[0], r#"write 7 "hello\r\n""#, "{stage}");
        assert!(reads[1].starts_with(r"read 4 "), "{stage}: {reads:?}");
        assert!(reads[1].ends_with(r#"\"\\""#), "{stage}: {reads:?}");
        assert_eq!(reads[1].replace("read", "write"), *writes[1]);
        let (read, write) = (7 + 4, 7 + 4);
        let closed = format!("closed: {read} B in, {write} B out");
        assert!(texts.last().unwrap().starts_with(&closed), "{texts:?}");
    }
}

#[test]
fn both_ends_of_a_connection_are_told_once() {
    for stage in crate::STAGES {
        let server = Server::start(&format!("-v --stage {stage}"));
        let mut client = server.client();
        let ends = format!("{} -> {}", client.name(), server.addr);
        client.echo("hello\n");
        client.echo("hello\n");
        drop(client);
        let lines = told(&server);
        let told = lines.iter().filter(|line| line.text == ends).count();
        assert_eq!(told, 1, "{stage}: {lines:?}");
    }
}

#[test]
fn without_it_reads_and_writes_are_not_told() {
    let server = Server::start("");
    server.client().echo("hello\n");
    let lines = told(&server);
    assert!(lines.iter().all(|l| !l.text.contains("hello")), "{lines:?}");
}

#[test]
fn telnets_ctrl_c_is_explained() {
    let server = Server::start("-v");
    server.client().echo(b"\xff\xf4\xff\xfd\x06");
    told(&server);
    let hint = "telnet's Ctrl-C: leave with Ctrl-] then quit";
    assert_eq!(server.log.count(hint), 1, "{}", server.log.text());
}

#[test]
fn the_words_of_other_scripts_are_shown_as_they_are() {
    let server = Server::start("-v");
    server.client().echo("grüß 中文 Привет\n");
    let lines = told(&server);
    let shown = |l: &Line| l.text.contains(r"grüß 中文 Привет\n");
    assert!(lines.iter().any(shown), "{lines:?}");
}
