//! The trace that Perfetto opens.

use crate::recordings::Recording;
use serde_json::Value;

fn trace() -> Vec<Value> {
    let trace = Recording::pool().drawn("--chrome OUT");
    let trace: Value = serde_json::from_str(&trace).unwrap();
    trace["traceEvents"].as_array().unwrap().clone()
}

#[test]
fn every_call_is_an_event_of_its_named_thread() {
    let events = trace();
    let named = |tid: &Value| {
        let name = events.iter().find(|event| {
            event["name"] == "thread_name" && event["tid"] == *tid
        });
        name.unwrap()["args"]["name"].clone()
    };
    let reads: Vec<_> =
        events.iter().filter(|event| event["name"] == "read").collect();
    assert_eq!(reads.len(), 4);
    for read in &reads {
        assert_eq!(read["ph"], "X");
        assert!(read["args"]["at"] == "src/service/echo.rs:13");
    }
    let silent = reads.iter().find(|e| e["args"]["client"] == "B #2").unwrap();
    assert_eq!(named(&silent["tid"]), "worker-2");
    assert_eq!(silent["ts"], 205_000.0, "microseconds since the start");
    assert_eq!(silent["dur"], 1_795_000.0);
}

#[test]
fn a_wait_in_a_queue_is_asynchronous_and_ends() {
    let events = trace();
    let of = |phase: &str| {
        let all = events.iter().filter(|event| event["ph"] == phase);
        all.map(|e| (e["id"].clone(), e["ts"].clone())).collect::<Vec<_>>()
    };
    let (begins, ends) = (of("b"), of("e"));
    assert_eq!(begins.len(), 1);
    assert_eq!(begins[0].0, ends[0].0);
    assert_eq!((&begins[0].1, &ends[0].1), (&302e3.into(), &1010e3.into()));
}
