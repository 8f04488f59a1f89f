//! Each misbehaviour against a real peer: what it does, and what it tells.

use crate::common::{Server, matches};
use crate::peer::peer;
use crate::run::{Client, Ended, client};
use socket2::SockRef;
use std::io::{ErrorKind, Read, Write};
use std::sync::mpsc;
use std::time::Duration;

/// One line, two spaces between what it did; without the times.
fn story(line: &str) -> Vec<String> {
    let untimed = |word: &str| {
        let (time, did) = word.split_once(' ').unwrap();
        let seconds: f64 = time.parse().unwrap();
        assert!(seconds >= 0.0 && time.split_once('.').unwrap().1.len() == 3);
        did.to_string()
    };
    line.split("  ").map(untimed).collect()
}

/// The same of a story as JSON.
fn deeds(ended: &Ended) -> Vec<serde_json::Value> {
    let did = |line: &String| {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(line["at"].is_f64(), "{line}");
        line["did"].clone()
    };
    ended.told.iter().map(did).collect()
}

#[test]
fn silent_says_nothing_and_leaves_in_time() {
    let server = Server::start("");
    let args = format!("{} --silent --timeout 0.2", server.addr);
    let ended = client(&args, "").with(0);
    assert_eq!(ended.told.len(), 1, "{:?}", ended.told);
    assert_eq!(story(ended.last()), ["connect", "timeout", "closed"]);
    server.wait_for_line("closed: 0 B in, 0 B out");
}

#[test]
fn silent_sees_what_comes_to_the_end() {
    let addr = peer(|mut stream| stream.write_all(b"bye\n").unwrap());
    let ended = client(&format!("{addr} --silent"), "").with(0);
    assert_eq!(story(ended.last()), ["connect", "read 4 B", "end-of-file"]);
}

#[test]
fn half_close_gets_its_answer_after_its_end_of_file() {
    let server = Server::start("");
    let ended = client(&format!("{} --half-close", server.addr), "").with(0);
    let all = ["connect", "wrote 6 B", "half-close", "read 6 B", "end-of-file"];
    assert_eq!(story(ended.last()), all);
}

#[test]
fn half_close_fails_where_less_comes_back() {
    let addr = peer(|mut stream| {
        stream.read_to_end(&mut Vec::new()).unwrap();
        stream.write_all(b"hel").unwrap();
    });
    client(&format!("{addr} --half-close"), "").with(1);
}

#[test]
fn drip_sends_a_byte_at_a_time() {
    let (tell, told) = mpsc::channel();
    let addr = peer(move |mut stream| {
        let mut bytes = [0; 16];
        loop {
            let n = stream.read(&mut bytes).unwrap();
            if n == 0 {
                break;
            }
            tell.send(n).unwrap();
            stream.write_all(&bytes[..n]).unwrap();
        }
    });
    let ended = client(&format!("{addr} --drip 30"), "").with(0);
    let wrote = story(ended.last());
    assert_eq!(wrote.iter().filter(|did| *did == "wrote 1 B").count(), 6);
    assert!(told.iter().count() > 1, "all came at once");
}

/// As much goes in as the buffers between us hold, the server's included.
#[test]
fn never_read_is_blocked_and_stays_until_it_is_reset() {
    let (tell, told) = mpsc::channel::<()>();
    let addr = peer(move |stream| {
        SockRef::from(&stream).set_linger(Some(Duration::ZERO)).unwrap();
        told.recv().unwrap();
    });
    // A line for a person has no newline before it ends.
    let args = format!("{addr} --never-read --timeout 60 --json");
    let client = Client::start(&args);
    client.told.wait_for(r#""did":"blocked""#);
    tell.send(()).unwrap();
    let ended = client.ends().with(0);
    let deeds = deeds(&ended);
    let (begin, end) = deeds.split_at(3);
    assert_eq!(begin, ["connect", "wrote", "blocked"]);
    // The peer's kernel may have taken a little more by and by.
    let end = end.strip_prefix(&["wrote".into()]).unwrap_or(end);
    assert_eq!(end, ["reset by the peer"]);
}

#[test]
fn never_read_fills_our_server_and_leaves_in_time() {
    let server = Server::start("");
    let args = format!("{} --never-read --timeout 2", server.addr);
    let ended = client(&args, "").with(0);
    let story = story(ended.last());
    assert!(matches(&story[1], "wrote {} B"), "{story:?}");
    assert_eq!(story[2], "blocked", "{story:?}");
    let end = ["timeout", "closed"];
    assert!(story.ends_with(&end.map(String::from)), "{story:?}");
}

#[test]
fn reset_is_seen_as_one() {
    let (tell, told) = mpsc::channel();
    let addr = peer(move |mut stream| {
        let mut heard = Vec::new();
        let end = stream.read_to_end(&mut heard).map_err(|e| e.kind());
        tell.send(end).unwrap();
    });
    let ended = client(&format!("{addr} --reset"), "").with(0);
    assert_eq!(story(ended.last()), ["connect", "wrote 6 B", "reset"]);
    assert_eq!(told.recv().unwrap(), Err(ErrorKind::ConnectionReset));
}

#[test]
fn vanish_dies_and_the_peer_sees_an_end_of_file() {
    let server = Server::start("");
    let ended = client(&format!("{} --vanish", server.addr), "");
    assert_eq!(ended.code, None, "a signal ends it");
    let all = ["connect", "wrote 6 B", "read 6 B", "died"];
    assert_eq!(story(ended.last()), all);
    server.wait_for_line("closed: 6 B in, 6 B out, by the client");
}

#[test]
fn half_line_waits_for_an_answer_that_does_not_come() {
    let server = Server::start("--service lines");
    let args = format!("{} --half-line --timeout 0.2", server.addr);
    let ended = client(&args, "").with(0);
    let all = ["connect", "wrote 3 B", "timeout", "closed"];
    assert_eq!(story(ended.last()), all);
}

#[test]
fn flood_gets_back_all_that_it_wrote() {
    let server = Server::start("");
    let args = format!("{} --flood --timeout 0.3", server.addr);
    let ended = client(&args, "").with(0);
    let story = story(ended.last());
    let wrote = story[1].strip_prefix("wrote ").unwrap();
    assert_eq!(story[2], format!("read {wrote}"));
    assert_ne!(wrote, "0 B");
}

#[test]
fn many_are_all_open_before_the_first_line() {
    let server = Server::start("");
    let ended = client(&format!("{} --many 50", server.addr), "").with(0);
    let all = "50 connected  50 answered  0 turned away  0 closed  0 silent";
    assert_eq!(ended.told, [all]);
    let last = &server.log.wait_for_count(50, "accepted")[49];
    assert!(last.ends_with("(50 inside)"), "{last}");
}

#[test]
fn many_shows_who_is_served_one_at_a_time() {
    let server = Server::start("--stage single");
    let args = format!("{} --many 5 --timeout 0.5", server.addr);
    let ended = client(&args, "").with(1);
    let one = "5 connected  1 answered  0 turned away  0 closed  4 silent";
    assert_eq!(ended.told, [one]);
}

#[test]
fn many_counts_who_is_turned_away() {
    let server = Server::start("--max-clients 3 --door-full turn-away");
    let ended = client(&format!("{} --many 5", server.addr), "").with(1);
    let some = "5 connected  3 answered  2 turned away  0 closed  0 silent";
    assert_eq!(ended.told, [some]);
}

#[test]
fn many_that_find_no_descriptors_say_so() {
    let server = Server::start("");
    let out = std::process::Command::new("prlimit")
        .args(["--nofile=20:20", env!("CARGO_BIN_EXE_echostage")])
        .args(["client", &server.addr.to_string(), "--many", "50"])
        .output()
        .unwrap();
    let told = String::from_utf8(out.stderr).unwrap();
    assert!(
        told.contains("no more connections: Too many open files"),
        "{told}"
    );
    assert_eq!(out.status.code(), Some(1));
}

#[test]
fn what_harms_is_kept_from_strangers() {
    for args in [
        "8.8.8.8 --many 2",
        "8.8.8.8 --flood",
        "[2001:db8::1] --flood",
        "8.8.8.8 --udp --flood",
        "224.0.0.1 --udp --flood",
    ] {
        let ended = client(args, "").with(2);
        assert!(ended.last().contains("machines of your own"), "{args}");
    }
}

#[test]
fn a_story_is_json_as_well() {
    let server = Server::start("");
    let args = format!("{} --half-close --json", server.addr);
    let ended = client(&args, "").with(0);
    let all = ["connect", "wrote", "half-close", "read", "end-of-file"];
    assert_eq!(deeds(&ended), all);
}
