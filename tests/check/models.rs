//! Models that no stage has, or that look like another one's.

use crate::found::{Found, beside, command, program, python, stage};
use serde_json::Value;
use std::process::{Command, Stdio};

fn words(model: &str) -> Vec<String> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/check/models.py");
    let words = model.split(' ').chain(["{port}"]);
    [python(), script].into_iter().chain(words).map(String::from).collect()
}

/// Which process has a client, and which thread waits for it: how many of them
/// there are may come from elsewhere.
#[test]
fn who_serves_is_told_by_who_has_the_clients() {
    let all = [
        ("prefork 3", "{some:3} by processes, others: kernel-queue"),
        ("preloops 2", "each by few-processes, others: nobody"),
        ("prethread 2", "{some:2} by threads, others: kernel-queue"),
        ("prethread 100", "{at-least:80} by threads, others: nobody"),
    ];
    beside(&all, |(model, is)| {
        // A shell before it, which stays, has nothing to do with it.
        let mut shell = vec!["sh", "-c", "\"$@\"; exit", "sh"];
        let words = words(model);
        shell.extend(words.iter().map(String::as_str));
        let shell: Vec<_> = shell.into_iter().map(String::from).collect();
        let found = Found::run("--level 1", &shell);
        assert_eq!(found.model(), *is, "{}", found.evidence());
    });
}

#[test]
fn what_comes_with_each_client_is_one_for_each_up_to_a_limit() {
    let all = [
        ("threads --max-clients 20", "--limit 20 --expect threads"),
        ("process --max-clients 3", "--limit 3 --expect processes"),
        ("process --max-clients 1", "--limit 1 --expect one"),
        // Its workers are there before.
        ("prethread --workers 4", "--limit 4 --expect pool:4"),
    ];
    beside(&all, |(flags, expect)| {
        let found = Found::run(&format!("--level 1 {expect}"), &stage(flags));
        assert_eq!(found.code, Some(0), "{flags}: {}", found.model());
    });
    let one = Found::run("--level 1", &stage("process --max-clients 1"));
    assert_eq!(one.model(), "one by processes, others: kernel-queue");
}

/// Who throws out a silent client to serve the next serves one at a time.
#[test]
fn who_lets_go_of_the_silent_serves_nobody_beside_them() {
    let found = Found::run("--level 3", &words("impatient 1500"));
    assert!(found.all["grade"]["model"].is_null());
    let (probe, seen) = &found.broken()[0];
    assert_eq!((found.level(), probe.as_str()), (2, "silent"));
    assert!(seen.starts_with("nothing, then"), "{seen}");
}

/// One after the other they would take half a minute.
#[test]
fn a_slow_server_has_a_model_in_time() {
    let found = Found::run("--level 1", &words("slow 400"));
    assert_eq!(found.model(), "each by threads, others: nobody");
    let seconds = found.all["grade"]["seconds"].as_f64().unwrap();
    assert!(seconds < 30.0, "{seconds}");
}

#[test]
fn who_has_no_model_is_told_so() {
    let mut check = command("--level 1 --");
    let output = check.args(words("forgets 3")).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("; but no model could be seen"), "{text}");
    assert!(text.contains("seen:     it was not answered"), "{text}");
}

/// What we lack is not the server's fault.
#[test]
fn our_own_lack_of_descriptors_is_not_the_servers() {
    let limited = |limit: &str| {
        let mut shell = Command::new("sh");
        let script = format!("ulimit {limit}; exec \"$@\"");
        shell.args(["-c", &script, "sh", program(), "check", "--json"]);
        shell.args(["--level", "1", "--"]).args(words("slow 0"));
        let output = shell.stdin(Stdio::null()).output().unwrap();
        serde_json::from_slice::<Value>(&output.stdout).unwrap()
    };
    // Ours is raised, and the server has what it would have without us.
    let own = &limited("-Sn 64")["grade"]["model"]["at_a_time"]["some"];
    assert!(own.as_u64().is_some_and(|n| n > 50 && n < 64), "{own}");
    let none = limited("-n 64");
    let why = none["grade"]["no_model"]["seen"].as_str().unwrap();
    assert!(why.starts_with("check itself has no descriptor left"), "{why}");
}
