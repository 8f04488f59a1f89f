//! Deadlines stand still while somebody is held.

use crate::Stepped;
use crate::common::{Folder, Signal};

#[test]
fn a_silent_client_is_let_go_only_while_nobody_is_held() {
    let mut server = Stepped::start("--idle-timeout 0.2");
    let mut client = server.inside("listener");
    server.tell("until #1 read");
    let answer = server.tell("#1 read");
    assert!(answer.row("listener").contains("held"), "{answer:?}");
    assert!(client.hears_nothing(1500), "its time ran while one was held");
    server.tell("listener accept"); // now nobody is
    client.rest_or_reset();
    server.write("until closed\n");
    assert!(server.log.wait_for("#1 closed").ends_with("idle"));
}

/// The clock goes on where it has stood, and does not jump.
#[test]
fn who_was_held_for_longer_than_the_patience_has_its_time_left() {
    let mut server = Stepped::start("--idle-timeout 2");
    let mut client = server.inside("listener");
    server.tell("until #1 read");
    server.tell("#1 read");
    assert!(client.hears_nothing(3000), "its time ran while one was held");
    server.write("listener accept\n");
    assert!(client.hears_nothing(1000), "let go at once");
    client.rest_or_reset();
    server.write("until closed\n");
    assert!(server.log.wait_for("#1 closed").ends_with("idle"));
}

#[test]
fn a_recording_tells_who_was_held_before_what() {
    let folder = Folder::new();
    let path = folder.path().join("recording");
    let mut server = Stepped::start(&format!("--record {}", path.display()));
    let mut client = server.inside("listener");
    client.say("hello");
    server.tell("#1 read");
    server.signal(Signal::TERM);
    assert_eq!(server.exit_code(), Some(0));
    let lines = std::fs::read_to_string(&path).unwrap();
    let held = lines.lines().filter(|line| line.contains("\"held\""));
    let held: Vec<_> = held.collect();
    for call in ["accept", "read", "write"] {
        let first = format!("\"first\":\"{call}\"");
        let told = held.iter().any(|line| line.contains(&first));
        assert!(told, "no {call} in {held:#?}");
    }
}
