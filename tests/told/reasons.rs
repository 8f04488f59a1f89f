//! Why a connection ended: each reason happens here for real, where threads
//! serve and where a child's reason has to come home.

use crate::common::{Client, Server, Signal};

/// The text of the line that says why #1 ended.
fn why(server: &Server) -> String {
    let line = server.wait_for_line("#1 closed: ");
    let (_, counts_and_why) = line.split_once(" B out, ").unwrap();
    counts_and_why.to_string()
}

fn in_both(args: &str, expected: &str, end: impl Fn(&Server, Client)) {
    for stage in ["threads", "process"] {
        let server = Server::start(&format!("--stage {stage} {args}"));
        end(&server, server.client());
        assert_eq!(why(&server), expected, "{stage}");
    }
}

#[test]
fn by_the_client_who_hangs_up() {
    in_both("", "by the client", |_, mut client| client.echo("bye\n"));
}

#[test]
fn by_the_client_who_half_closes() {
    in_both("", "by the client", |_, mut client| {
        client.done();
        assert_eq!(client.rest(), b"");
    });
}

#[test]
fn reset_by_the_client() {
    in_both("", "reset by the client", |_, mut client| {
        client.echo("hello\n");
        client.reset();
    });
}

#[test]
fn reset_by_the_client_while_we_write() {
    in_both("", "reset by the client", |_, mut client| {
        client.flood();
        client.reset();
    });
}

#[test]
fn idle() {
    in_both("--idle-timeout 0.3", "idle", |_, mut client| {
        assert_eq!(client.rest(), b"");
    });
}

#[test]
fn server_closing() {
    in_both("", "server closing", |server, mut client| {
        client.echo("hello\n");
        server.signal(Signal::TERM);
        assert_eq!(client.rest(), b"");
    });
}

#[test]
fn service_panicked() {
    in_both("--service broken", "service panicked", |_, mut client| {
        client.say("x");
        client.rest_or_reset();
    });
}

#[test]
fn once() {
    in_both("--once", "once", |_, mut client| {
        client.echo("hello\n");
        assert_eq!(client.rest(), b"");
    });
}

#[test]
fn line_too_long() {
    in_both("--service lines", "line too long", |_, mut client| {
        client.say(vec![b'x'; 70_000]);
        assert!(client.line().starts_with("* line too long: "));
        assert_eq!(client.rest(), b"");
    });
}

#[test]
fn turned_away_at_a_full_queue() {
    let args = "--stage bounded-pool --workers 1 --queue 1";
    let server = Server::start(&format!("{args} --queue-full turn-away"));
    let _served = server.client();
    let _waits = server.client();
    server.wait_for_line("#2 waits");
    let mut third = server.client();
    assert!(third.line().starts_with("* turned away: the queue is full"));
    let line = server.wait_for_line("#3 closed: ");
    assert!(line.contains(", turned away ("), "{line}");
}

#[test]
fn counts_are_bytes_in_and_bytes_out() {
    for stage in ["threads", "process"] {
        let args = format!("--stage {stage} --service lines");
        let server = Server::start(&args);
        let mut client = server.client();
        client.say("a\nbc\n");
        client.hear("you said: a\nyou said: bc\n");
        drop(client);
        server.wait_for_line("#1 closed: 5 B in, 25 B out, by the client");
    }
}
