//! Calls that had not ended when the recording did.

use crate::common::{Folder, Log, Server, Signal};
use crate::recording::Recorded;
use rustix::process::{Pid, kill_process};
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

/// Two signals end the server at once, while a write is stuck.
#[test]
fn a_call_that_never_ended_is_written_at_the_end() {
    for stage in ["threads", "prethread", "single"] {
        let args = format!("--grace 60 --stage {stage}");
        let recorded = Recorded::start(&args);
        let mut client = recorded.server.client();
        client.flood(); // and never reads: the server is stuck in a write
        let seen = recorded.interrupt();
        let last = seen.of("write", 1).pop().unwrap();
        assert_eq!(last["open"], true, "{stage}: {last}");
        assert!(last["took"].is_null(), "{stage}: {last}");
        assert!(last["at"].as_str().unwrap().contains("service/echo.rs"));
        assert_eq!(seen.lines.last().unwrap()["what"], "end");
    }
}

/// A child can't be asked when it is stuck: it has said what it begins.
#[test]
fn a_childs_open_call_is_known_to_its_parent() {
    let recorded = Recorded::start("-q --grace 60 --stage process");
    let mut client = recorded.server.client();
    client.flood();
    let child = recorded.server.process().descendants().pop().unwrap();
    let pid = Pid::from_raw(child.0 as i32).unwrap();
    kill_process(pid, Signal::KILL).unwrap();
    recorded.wait_for("its end", |line| line["what"] == "closed");
    let seen = recorded.stop();
    let last = seen.of("write", 1).pop().unwrap();
    assert_eq!(last["error"], "its process ended", "{last}");
    assert!(last["took"].as_u64() > Some(0), "{last}");
}

/// Who was held at a gate is known as well.
#[test]
fn who_is_held_when_the_recording_ends_is_written_at_the_end() {
    let folder = Folder::new();
    let path = folder.path().join("seen.jsonl");
    let args = format!("--grace 60 --step --record {}", path.display());
    let mut command = Server::command("", &args, "127.0.0.1:0");
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap()).lines();
    let log = Log::collect(child.stderr.take().unwrap());
    let held = |line: &String| line.contains("before accept");
    assert!(out.by_ref().map_while(Result::ok).any(|line| held(&line)));
    let pid = Pid::from_raw(child.id() as i32).unwrap();
    kill_process(pid, Signal::INT).unwrap();
    log.wait_for("closing: ");
    drop(kill_process(pid, Signal::INT)); // it may have ended
    child.wait().unwrap();
    let text = fs::read_to_string(&path).unwrap();
    let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
    let lines: Vec<serde_json::Value> = lines.collect();
    let held = lines.iter().find(|line| line["what"] == "held").unwrap();
    assert_eq!(held["open"], true, "{held}");
    assert_eq!(held["first"], "accept", "{held}");
}
