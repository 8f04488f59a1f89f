//! `--delay`, `--burn` and `--once`: when an answer comes, and how many do.

use crate::common::Server;
use std::time::{Duration, Instant};

/// How long the answer to this takes.
fn time_to(args: &str, said: &str, answer: &str) -> (Server, Duration) {
    let server = Server::start(args);
    let mut client = server.client();
    let begin = Instant::now();
    client.say(said);
    client.hear(answer);
    (server, begin.elapsed())
}

#[test]
fn delay_sleeps_before_each_line() {
    let answer = "you said: a\nyou said: b\n";
    let args = "--service lines --delay 150";
    let (server, took) = time_to(args, "a\nb\n", answer);
    assert!(took >= Duration::from_millis(300), "{took:?}");
    let cpu = server.process().cpu();
    assert!(cpu < Duration::from_millis(150), "{cpu:?} of computing");
}

#[test]
fn delay_sleeps_before_each_read() {
    let (_server, took) = time_to("--delay 150", "a\nb\n", "a\nb\n");
    assert!(took >= Duration::from_millis(150), "{took:?}");
    let begin = "--service lines-naive --delay 150";
    let (_server, took) = time_to(begin, "a\n", "you said: a\n");
    assert!(took >= Duration::from_millis(150), "{took:?}");
}

#[test]
fn burn_computes_before_each_line() {
    let answer = "you said: a\nyou said: b\n";
    let args = "--service lines --burn 150";
    let (server, took) = time_to(args, "a\nb\n", answer);
    assert!(took >= Duration::from_millis(300), "{took:?}");
    // Beside other tests it waits for a processor: that is not computing.
    let cpu = server.process().cpu();
    assert!(cpu >= Duration::from_millis(290), "{cpu:?} of computing");
}

#[test]
fn an_answer_that_is_delayed_for_one_delays_no_other() {
    let server = Server::start("--service lines --delay 400");
    let begin = Instant::now();
    let mut clients: Vec<_> = (0..10).map(|_| server.client()).collect();
    clients.iter_mut().for_each(|client| client.say("a\n"));
    for client in clients.iter_mut().rev() {
        client.hear("you said: a\n");
    }
    let took = begin.elapsed();
    assert!(took < Duration::from_millis(400 * 5), "{took:?}");
}

#[test]
fn once_answers_one_line() {
    let server = Server::start("--service lines --once");
    let mut client = server.client();
    client.say("a\nb\n");
    assert_eq!(client.rest(), b"you said: a\n");
}

#[test]
fn once_answers_a_line_that_comes_in_pieces() {
    let server = Server::start("--service lines --once");
    let mut client = server.client();
    client.say("hel");
    assert!(client.hears_nothing(20));
    client.say("lo\n");
    assert_eq!(client.rest(), b"you said: hello\n");
}

#[test]
fn once_answers_one_read() {
    let server = Server::start("--service lines-naive --once");
    let mut client = server.client();
    client.say("hel");
    assert_eq!(client.rest(), b"you said: hel\n");
    let server = Server::start("--service echo --once");
    let mut client = server.client();
    client.say("hel");
    assert_eq!(client.rest(), b"hel");
}
