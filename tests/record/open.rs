//! Calls that had not ended when the recording did.

use crate::common::Signal;
use crate::recording::Recorded;
use rustix::process::{Pid, kill_process};

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
