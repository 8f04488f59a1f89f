//! Each stage is named for what it is, with any number of workers.

use crate::common::Server;
use crate::found::{Found, beside, command, stage};
use serde_json::Value;

/// The model alone: no level but the first is tried.
fn model(flags: &str) -> String {
    Found::run("--level 1", &stage(flags)).model()
}

#[test]
fn who_serves_one_at_a_time_is_named_so() {
    let one = "one by one-thread, others: kernel-queue";
    assert_eq!(model("single"), one);
    assert_eq!(model("prethread --workers 1"), one);
}

/// They accept, and keep who waits in a queue of their own.
#[test]
fn a_pool_of_one_is_one_at_a_time() {
    let one = "one by one-thread, others: accepted";
    assert_eq!(model("pool --workers 1"), one);
    assert_eq!(model("bounded-pool --workers 1"), one);
}

#[test]
fn a_pool_is_named_by_its_workers() {
    beside(&[2, 4, 16], |n| {
        let place = |stage: &str| model(&format!("{stage} --workers {n}"));
        let some = format!("{{some:{n}}} by threads, others: ");
        assert_eq!(place("pool"), format!("{some}accepted"));
        assert_eq!(place("bounded-pool"), format!("{some}accepted"));
        assert_eq!(place("prethread"), format!("{some}kernel-queue"));
    });
}

#[test]
fn who_serves_each_is_named_by_what_serves() {
    assert_eq!(model("threads"), "each by threads, others: nobody");
    assert_eq!(model("process"), "each by processes, others: nobody");
}

#[test]
fn udp_is_named_udp() {
    let found = Found::run("--udp --expect udp", &stage("udp-echo"));
    assert_eq!((found.level(), found.code), (5, Some(0)));
    assert_eq!(found.model(), "udp by untold, others: untold");
}

/// The evidence is what was done, and what was seen.
#[test]
fn the_evidence_is_told() {
    let found = Found::run("--level 1", &stage("prethread --workers 3"));
    let told = found.evidence();
    let seen = "3 silent clients were held, the 4th waited in the kernel's \
                queue, and was answered when one left";
    assert!(told.starts_with(seen), "{told}");
}

#[test]
fn all_stages_but_single_reach_the_last_level() {
    let all = [
        ("threads --max-clients 20 --door-full turn-away", 20),
        ("process --max-clients 20", 20),
        ("pool --workers 4", 4),
        ("bounded-pool --workers 4", 4),
        ("prethread --workers 4", 4),
    ];
    beside(&all, |(flags, limit)| {
        let found = Found::run(&format!("--limit {limit}"), &stage(flags));
        assert_eq!(found.level(), 5, "{flags}: {:?}", found.broken());
        assert_eq!(found.code, Some(0));
        let tried = found.all["grade"]["tried"].as_array().unwrap();
        // With few clients they don't run out of descriptors.
        let kept = |one: &&Value| {
            one["finding"]["is"] == "kept" || one["probe"] == "descriptors"
        };
        assert_eq!(tried.iter().filter(kept).count(), tried.len(), "{flags}");
    });
    let single = Found::run("", &stage("single"));
    assert_eq!(single.level(), 2);
    assert_eq!(single.broken()[0].0, "silent");
}

/// From outside nobody can see what serves, how it ends, or what it logs.
#[test]
fn what_cant_be_told_from_outside_is_not_told() {
    let server = Server::start("--stage prethread --workers 3");
    let mut check = command("--json");
    let output = check.arg(server.addr.to_string()).output().unwrap();
    let all: Value = serde_json::from_slice(&output.stdout).unwrap();
    let model = &all["grade"]["model"];
    assert_eq!(model["at_a_time"]["some"], 3);
    assert_eq!(model["served_by"], "untold");
    let tried = all["grade"]["tried"].as_array().unwrap();
    let untold = tried.iter().filter(|one| one["finding"]["is"] == "untold");
    let names: Vec<_> = untold.map(|one| one["probe"].clone()).collect();
    let of_level_5 = ["limit", "descriptors", "stop", "restart", "log"];
    assert_eq!(names[0], "leaks");
    assert_eq!(names[1..], of_level_5);
    // A level of which nothing could be tried is not reached.
    assert_eq!(all["grade"]["level"], 4);
    assert_eq!(output.status.code(), Some(0));
    let mut check = command("--level 5");
    let output = check.arg(server.addr.to_string()).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("reached: level 4; level 5 can't be told"), "{text}");
    assert_eq!(output.status.code(), Some(1));
    // A limit is seen from outside, too.
    let mut check = command("--level 5 --limit 3");
    let output = check.arg(server.addr.to_string()).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
}
