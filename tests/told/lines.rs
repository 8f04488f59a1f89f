//! The form of a line, and which lines there are.

use crate::STAGES;
use crate::common::{Line, Server, matches};

/// What the log says of one short conversation.
fn conversation(args: &str) -> (String, Vec<Line>) {
    let server = Server::start(args);
    let mut client = server.client();
    client.echo("hello\n");
    client.done();
    assert_eq!(client.rest(), b"");
    server.wait_for_line("#1 closed: ");
    for line in server.log.lines() {
        Line::parse(&line);
    }
    (client.name(), server.log.of(1))
}

#[test]
fn one_conversation_is_one_accepted_and_one_closed_in_every_stage() {
    for stage in STAGES {
        let (peer, lines) = conversation(&format!("--stage {stage}"));
        let texts: Vec<_> = lines.iter().map(|l| l.text.as_str()).collect();
        let accepted = format!("{peer} accepted (1 inside)");
        let closed = "closed: 6 B in, 6 B out, by the client";
        assert_eq!(texts, [&accepted, closed], "{stage}");
    }
}

#[test]
fn the_thread_that_did_it_is_named() {
    let told = |stage: &str| {
        let (_, lines) = conversation(&format!("--stage {stage} --workers 1"));
        (lines[0].thread.clone(), lines[1].thread.clone())
    };
    let pair = |a: &str, b: &str| (a.to_string(), b.to_string());
    assert_eq!(told("threads"), pair("listener", "client-1"));
    assert_eq!(told("pool"), pair("listener", "worker-1"));
    assert_eq!(told("bounded-pool"), pair("listener", "worker-1"));
    assert_eq!(told("prethread"), pair("worker-1", "worker-1"));
}

#[test]
fn seconds_count_from_the_start_and_never_go_back() {
    let server = Server::start("");
    for _ in 0..3 {
        server.client().echo("hello\n");
    }
    server.log.wait_for_count(3, "closed: ");
    let lines = server.log.lines();
    let seconds: Vec<_> =
        lines.iter().map(|line| Line::parse(line).seconds).collect();
    assert!(seconds[0] < 5.0, "{seconds:?}");
    for id in 1..=3 {
        let of = server.log.of(id);
        assert!(of.is_sorted_by_key(|line| line.seconds), "{of:?}");
    }
}

#[test]
fn a_line_at_the_start_says_which_resource_set_the_limit() {
    for stage in STAGES {
        let server = Server::start(&format!("--stage {stage}"));
        let line = Line::parse(&server.wait_for_line("limit: "));
        assert_eq!(line.id, None);
        let (limit, why) = line.text.split_once(" (").unwrap();
        assert!(matches(limit, "limit: {} clients"), "{line:?}");
        assert!(why.ends_with(')') && why.len() > 2, "{line:?}");
    }
}

#[test]
fn a_limit_that_is_too_large_is_taken_with_a_warning() {
    let server = Server::start("-q --max-clients 1000000");
    server.wait_for_line("1000000");
    server.client().echo("hello\n");
}

#[test]
fn who_waited_is_told_how_long() {
    let server = Server::start("--stage bounded-pool --workers 1");
    let mut first = server.client();
    first.echo("hello\n");
    let _second = server.client();
    let waits = Line::parse(&server.wait_for_line("#2 waits (0 ahead)"));
    assert!(first.hears_nothing(300)); // so long it waits, at least
    drop(first);
    let served = Line::parse(&server.wait_for_line("#2 served after"));
    assert!(served.is("served after {} s"), "{served:?}");
    let words: Vec<_> = served.text.split(' ').collect();
    let waited: f32 = words[2].parse().unwrap();
    assert!(waited >= 0.2, "{served:?}");
    assert!((served.seconds - waits.seconds - waited).abs() < 0.3);
}

#[test]
fn a_quiet_log_holds_no_conversation() {
    for stage in STAGES {
        let mut server = Server::start(&format!("-q --stage {stage}"));
        server.client().echo("hello\n");
        server.stop();
        server.log.wait_end();
        assert_eq!(server.log.text(), "", "{stage}");
    }
}
