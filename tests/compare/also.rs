//! Servers from other hands, good and bad: each is named for what it does.

use crate::found::Found;

const TRIP: &str = "round trip";

#[test]
fn a_server_that_corrupts_is_out_and_never_ranked() {
    let found = Found::run("--quick --only hello threads", &["corrupts"]);
    let verdict = found.verdict("hello", TRIP, "corrupts");
    assert!(verdict.starts_with("wrong: wrong answers: "), "{verdict}");
    assert!(found.cell("hello", TRIP, "corrupts")["value"].is_null());
    let said = found.sentence("hello", TRIP);
    assert!(said.contains("corrupts is out: wrong answers: "), "{said}");
    // It is not ours: the comparison itself has done what it should.
    assert_eq!(found.code, Some(0), "{}", found.told);
}

#[test]
fn a_server_that_dies_is_told_with_its_last_words() {
    let found = Found::run("--quick --only hello threads", &["dies"]);
    assert_eq!(
        found.verdict("hello", TRIP, "dies"),
        "not-measured: it ended with code 3 (\"out of luck\")"
    );
    assert!(found.value("hello", TRIP, "threads") > 0.0);
}

#[test]
fn a_server_that_never_answers_is_not_measured() {
    let found = Found::run("--quick --only hello threads", &["mute"]);
    assert_eq!(
        found.verdict("hello", TRIP, "mute"),
        "unranked: never answered in 500 ms"
    );
}

#[test]
fn a_server_that_serves_one_at_a_time_never_serves_the_newcomer() {
    let args = "--quick --only silent --patience 2000 threads";
    let found = Found::run(args, &["one"]);
    let wait = "newcomer's wait";
    assert_eq!(found.cell("silent", wait, "one")["text"], "never");
    let said = found.sentence("silent", wait);
    assert!(said.contains("; one never did in 2 s"), "{said}");
}

/// A SYN that finds no place in the kernel's queue comes again after a second.
#[test]
fn a_short_queue_in_the_kernel_keeps_nobody_out_that_is_served() {
    let found = Found::run("--quick --only idle threads", &["narrow"]);
    assert!(found.value("idle", "idle client", "narrow") > 0.0);
}

#[test]
fn who_finds_no_place_in_the_kernels_queue_waits() {
    let found = Found::run("--quick --only many threads", &["narrow_one"]);
    assert_eq!(
        found.cell("many", "turned away after", "narrow_one")["note"],
        "1 served, 63 wait, 0 turned away"
    );
}

#[test]
fn a_server_that_leaks_threads_is_told_by_their_number() {
    let found = Found::run("--quick --only churn threads", &["leaks"]);
    let row = "short connections";
    let left = &found.cell("churn", row, "leaks")["cost"]["left"];
    assert!(left.as_u64().unwrap() > 20, "{left}");
    let said = found.sentence("churn", row);
    let told = format!("leaks had {left} threads more than before");
    assert!(said.contains(&told), "{said}");
    assert!(!said.contains("left, threads had"), "{said}");
}

#[test]
fn servers_that_do_not_start_are_told_as_such() {
    let found = Found::run("--quick --only hello single", &["ends", "deaf"]);
    assert_eq!(
        found.verdict("hello", TRIP, "ends"),
        "not-measured: it ended with code 1 (\"no such thing as a port\") \
         before it listened"
    );
    let verdict = found.verdict("hello", TRIP, "deaf");
    let told = "not-measured: it never listened on 127.0.0.1:";
    assert!(verdict.starts_with(told), "{verdict}");
}

/// `Found::run` looks for what is left.
#[test]
fn who_leaves_its_group_is_ended_with_the_rest() {
    let found = Found::run("--quick --only hello single", &["leaves_one"]);
    assert!(found.value("hello", TRIP, "leaves_one") > 0.0);
}

/// `Found::run` looks for what is left.
#[test]
fn who_leaves_its_parent_too_is_ended_with_the_rest() {
    let found = Found::run("--quick --only hello single", &["leaves_orphan"]);
    assert!(found.value("hello", TRIP, "leaves_orphan") > 0.0);
}

#[test]
fn what_a_server_takes_to_start_is_not_the_clients_cost() {
    let found = Found::run("--quick --only hello single", &["starts_slowly"]);
    let cost = &found.cell("hello", TRIP, "starts_slowly")["cost"];
    let [user, system] = ["user", "system"].map(|of| cost[of].as_f64());
    let took = user.unwrap() + system.unwrap();
    assert!(took > 0.0 && took < 0.4, "{cost}");
}
