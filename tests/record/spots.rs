//! The lines of source in a recording are where the calls stand.

use crate::STAGES;
use crate::recording::Recorded;
use std::fs;

/// `src/service/echo.rs:13`, as the text of that line.
fn text(spot: &serde_json::Value) -> String {
    let spot = spot.as_str().unwrap_or_else(|| panic!("no spot: {spot}"));
    let (file, line) = spot.split_once(':').unwrap();
    let source = fs::read_to_string(file).unwrap();
    let line: usize = line.parse().unwrap();
    format!("{file} {}", source.lines().nth(line - 1).unwrap())
}

#[test]
fn a_call_names_its_line_in_the_service_and_in_the_stage() {
    for stage in STAGES {
        let recorded = Recorded::start(&format!("-q --stage {stage}"));
        let mut client = recorded.server.client();
        client.echo("hello");
        recorded.wait_for("a write", |line| line["what"] == "write");
        let seen = recorded.stop();
        let (read, write) = (seen.of("read", 1)[0], seen.of("write", 1)[0]);
        let (at, wrote) = (text(&read["at"]), text(&write["at"]));
        assert!(at.contains("service/echo.rs") && at.contains("fill("), "{at}");
        assert!(wrote.contains("conn.send("), "{wrote}");
        let file = match stage {
            "prethread" => "single".into(),
            _ => stage.replace('-', "_"),
        };
        let call = if stage == "process" { "start(" } else { "serve(" };
        let at = text(&read["stage_at"]);
        assert!(at.contains(&format!("src/stage/{file}.rs")), "{at}");
        assert!(at.contains(call), "{stage}: {at}");
        let accept = text(&seen.all("accept")[0]["at"]);
        assert!(accept.contains(" in clients {"), "{stage}: {accept}");
    }
}

#[test]
fn a_take_names_its_line_in_the_stage() {
    let recorded = Recorded::start("-q --stage bounded-pool");
    recorded.server.client().echo("hello");
    let seen = recorded.stop();
    let take = text(&seen.all("take")[0]["at"]);
    assert!(take.contains("for conn in next.clone() {"), "{take}");
}
