//! The states of a connection, as they change.

use crate::common::{Server, matches};
use crate::run::client;

#[test]
fn states_are_told_as_they_change_with_the_clock() {
    let server = Server::start("");
    let addr = server.addr;
    let ended = client(&addr.to_string(), "hello\n").with(0);
    assert_eq!(ended.text(), "hello\n");
    let expected = [
        format!("HostLookup {addr}"),
        format!("Connecting {addr}"),
        format!("Connected 127.0.0.1:{{}} -> {addr}"),
        "Closing: end of input".into(),
        "Unconnected: 6 B out, 6 B in".into(),
    ];
    let states = ended.states();
    assert_eq!(states.len(), expected.len(), "{states:?}");
    for (state, expected) in states.iter().zip(&expected) {
        assert!(matches(state, expected), "{state} is not {expected}");
    }
    assert_eq!(states.len(), ended.told.len(), "{:?}", ended.told);
}

#[test]
fn quiet_hides_the_states_and_keeps_the_errors() {
    let server = Server::start("");
    let ended = client(&format!("{} -q", server.addr), "hello\n").with(0);
    assert_eq!((ended.text().as_str(), ended.told.len()), ("hello\n", 0));
    let addr = server.addr;
    drop(server);
    let ended = client(&format!("{addr} -q"), "").with(3);
    assert_eq!(ended.told.len(), 1, "{:?}", ended.told);
}

#[test]
fn json_is_one_object_a_line_with_the_clock() {
    let server = Server::start("");
    let addr = server.addr;
    let ended = client(&format!("{addr} --json"), "hello\n").with(0);
    let lines: Vec<serde_json::Value> = ended
        .told
        .iter()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let states: Vec<_> = lines.iter().map(|l| l["state"].as_str()).collect();
    let names =
        ["HostLookup", "Connecting", "Connected", "Closing", "Unconnected"];
    assert_eq!(states, names.map(Some));
    assert!(lines.iter().all(|line| line["at"].is_f64()), "{lines:?}");
    assert_eq!(lines[2]["peer"], addr.to_string());
    assert_eq!((&lines[4]["out"], &lines[4]["in"]), (&6.into(), &6.into()));
}

#[test]
fn an_error_is_json_as_well() {
    let ended = client("127.0.0.1:1 -q --json", "").with(3);
    let line: serde_json::Value = serde_json::from_str(ended.last()).unwrap();
    assert_eq!(line["code"], 3);
    assert!(line["error"].as_str().unwrap().contains("nobody listens there"));
}

#[test]
fn a_target_is_understood_with_and_without_port_and_brackets() {
    for (written, meant) in [
        ("127.0.0.1", "127.0.0.1:8899"),
        ("localhost:1", "localhost:1"),
        ("[::1]:1", "[::1]:1"),
        ("::1", "[::1]:8899"),
        ("[::1]", "[::1]:8899"),
    ] {
        let args = format!("{written} --connect-timeout 1 --json");
        let ended = client(&args, "");
        let told = format!("\"target\":\"{meant}\"");
        assert!(ended.told[0].contains(&told), "{:?}", ended.told);
    }
}

#[test]
fn quiet_hides_what_a_misbehaving_client_does_and_keeps_its_report() {
    let server = Server::start("");
    let addr = server.addr;
    for deeds in ["--silent --timeout 0.1", "--half-close", "--reset"] {
        let ended = client(&format!("{addr} -q {deeds}"), "").with(0);
        assert_eq!(ended.told, [""; 0], "{deeds}");
    }
    let ended = client(&format!("{addr} -q --many 2"), "").with(0);
    assert_eq!(ended.told.len(), 1, "{:?}", ended.told);
}
