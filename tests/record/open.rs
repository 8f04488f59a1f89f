//! Calls that had not ended when the recording did.

use crate::common::{Folder, PATIENCE, Signal};
use crate::recording::Recorded;
use echostage::trace::{self, Call, Header, Keeper, Label, Record, Stand};
use rustix::process::{Pid, kill_process};
use std::fs;
use std::sync::mpsc::{Sender, channel};
use std::thread;

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

/// A gate that never opens; it says when somebody stands there.
struct Shut(Sender<()>);

impl Keeper for Shut {
    fn comes(&self, _: &Stand) -> bool {
        true
    }
    fn passes(&self, _: &Stand) {}
    fn wait(&self, _: &Stand) {
        self.0.send(()).unwrap();
        loop {
            thread::park();
        }
    }
    fn gone(&self, _: Label) {}
}

/// A server opens all gates before its end; so this is the library alone.
#[test]
fn who_is_held_when_the_recording_ends_is_written_at_the_end() {
    let folder = Folder::new();
    let path = folder.path().join("seen.jsonl");
    let paper = fs::File::create(&path).unwrap();
    let record =
        Record::start(paper, "seen".into(), &Header::default()).unwrap();
    let (tell, stands) = channel();
    trace::keep_gates(Box::new(Shut(tell)));
    trace::start(vec![Box::new(record.clone())]);
    thread::spawn(|| trace::call(0, Call::Accept, || Ok(())));
    stands.recv_timeout(PATIENCE).unwrap();
    assert!(record.end(PATIENCE, &|| false));
    let text = fs::read_to_string(&path).unwrap();
    let line = text.lines().nth(1).unwrap();
    let held: serde_json::Value = serde_json::from_str(line).unwrap();
    assert_eq!(
        (&held["what"], &held["first"]),
        (&"held".into(), &"accept".into())
    );
    assert_eq!(held["open"], true, "{held}");
    assert!(held["took"].is_null() && held["ns"].as_u64() > Some(0), "{held}");
}
