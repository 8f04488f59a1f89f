//! `lines` finds its lines however they come; `lines-naive` doesn't look for
//! any.

use crate::common::{Client, Server};

fn lines() -> (Server, Client) {
    let server = Server::start("--service lines");
    let client = server.client();
    (server, client)
}

#[test]
fn a_line_ends_with_lf_or_with_cr_lf() {
    let (_server, mut client) = lines();
    client.say("hello\n");
    client.hear("you said: hello\n");
    client.say("hello\r\n");
    client.hear("you said: hello\n");
    client.say("\n");
    client.hear("you said: \n");
}

#[test]
fn a_line_may_come_byte_by_byte() {
    let (_server, mut client) = lines();
    for byte in b"hello\r" {
        client.say([*byte]);
        assert!(client.hears_nothing(5));
    }
    client.say("\n");
    client.hear("you said: hello\n");
    assert!(client.hears_nothing(50));
}

#[test]
fn many_lines_may_come_in_one_write() {
    let (_server, mut client) = lines();
    let said: String = (0..1000).map(|i| format!("line {i}\n")).collect();
    let answer: String =
        (0..1000).map(|i| format!("you said: line {i}\n")).collect();
    client.say(said);
    client.done();
    assert_eq!(String::from_utf8(client.rest()).unwrap(), answer);
}

#[test]
fn a_line_and_a_half_is_one_line_until_the_rest_comes() {
    let (_server, mut client) = lines();
    client.say("one\ntw");
    client.hear("you said: one\n");
    assert!(client.hears_nothing(50));
    client.say("o\n");
    client.hear("you said: two\n");
}

#[test]
fn a_line_of_60_000_bytes_is_answered() {
    let (_server, mut client) = lines();
    let long = "x".repeat(60_000);
    client.say(format!("{long}\nnext\n"));
    client.hear(format!("you said: {long}\nyou said: next\n"));
}

#[test]
fn a_line_over_64_kib_is_told_so_and_closed() {
    let (server, mut client) = lines();
    client.say(vec![b'x'; 64 * 1024 + 2]);
    let told = String::from_utf8(client.rest()).unwrap();
    assert!(told.starts_with("* line too long: "), "{told}");
    assert_eq!(told.matches('\n').count(), 1, "{told}");
    assert!(told.ends_with('\n'), "{told}");
    server.wait_for_line(", line too long");
    server.client().say("the next is served\n");
}

#[test]
fn who_sends_on_after_too_long_a_line_is_told_all_the_same() {
    let (_server, mut client) = lines();
    let mut twin = client.twin();
    let sender = std::thread::spawn(move || {
        use std::io::Write;
        drop(twin.stream.write_all(&vec![b'x'; 2_000_000])); // cut off: fine
    });
    assert!(client.line().starts_with("* line too long: "));
    client.rest_or_reset();
    sender.join().unwrap();
}

/// How many answers one write with two lines in it gets.
fn answers_to_two_lines(service: &str) -> usize {
    let server = Server::start(&format!("--service {service}"));
    let mut client = server.client();
    client.say("a\nb\n");
    client.done();
    let answer = String::from_utf8(client.rest()).unwrap();
    answer.matches("you said: ").count()
}

#[test]
fn lines_answers_lines() {
    assert_eq!(answers_to_two_lines("lines"), 2);
}

#[test]
fn lines_naive_answers_reads() {
    assert_eq!(answers_to_two_lines("lines-naive"), 1);
}

#[test]
fn lines_naive_answers_half_a_line_as_if_it_were_one() {
    let server = Server::start("--service lines-naive");
    let mut client = server.client();
    client.say("hel");
    client.hear("you said: hel\n");
    client.say("lo\n");
    client.hear("you said: lo\n");
}
