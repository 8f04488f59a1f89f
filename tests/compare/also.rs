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

/// Until then it was quick.
#[test]
fn a_server_that_stops_to_answer_is_never_ranked() {
    let args = "--quick --only hello,crowd,bulk threads";
    let found = Found::run(args, &["freezes"]);
    for (scenario, row) in [
        ("hello", TRIP),
        ("hello", "processor time"),
        ("crowd", "round trips"),
        ("crowd", "slow ones"),
        ("bulk", "bytes"),
    ] {
        let verdict = found.verdict(scenario, row, "freezes");
        assert!(verdict.starts_with("unranked: "), "{row}: {verdict}");
        assert!(verdict.ends_with(" never answered"), "{row}: {verdict}");
    }
}

#[test]
fn a_server_that_leaves_some_connections_unanswered_is_never_ranked() {
    let found = Found::run("--quick --only churn threads", &["skips"]);
    let verdict = found.verdict("churn", "short connections", "skips");
    assert!(verdict.starts_with("unranked: "), "{verdict}");
    assert!(verdict.ends_with(" never answered"), "{verdict}");
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
    let args = "--quick --only idle --patience 2000 threads";
    let found = Found::run(args, &["narrow"]);
    assert!(found.value("idle", "idle client", "narrow") > 0.0);
}

#[test]
fn who_finds_no_place_in_the_kernels_queue_waits() {
    let args = "--quick --only many --patience 2000 threads";
    let found = Found::run(args, &["narrow_one"]);
    assert_eq!(
        found.cell("many", "turned away after", "narrow_one")["note"],
        "1 served, 63 wait, 0 turned away"
    );
}

/// It has an answer, but not "although 4 are silent".
#[test]
fn a_server_that_sends_the_silent_away_is_not_compared() {
    let args = "--quick --only silent --patience 2000 threads process";
    let found = Found::run(args, &["keeps_one", "keeps_none"]);
    let wait = "newcomer's wait";
    let told = "it did not keep 4 of 4 silent clients";
    for who in ["keeps_one", "keeps_none"] {
        let verdict = found.verdict("silent", wait, who);
        assert_eq!(verdict, format!("unranked: {told}"));
    }
    assert_eq!(found.cell("silent", wait, "keeps_none")["text"], "never");
    let said = found.sentence("silent", wait);
    assert!(
        said.contains(&format!("not compared, {told}: keeps_one")),
        "{said}"
    );
    let never = format!("keeps_none never did, and {told}");
    assert!(said.contains(&never), "{said}");
    // Two turns rank nobody.
    for who in ["threads", "process"] {
        assert_eq!(found.verdict("silent", wait, who), "same");
    }
    assert!(said.starts_with("process and threads serve the new"), "{said}");
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

/// What the one that it left took cannot be told from what others took.
#[test]
fn what_a_server_cost_that_left_one_behind_is_not_known() {
    let found =
        Found::run("--quick --only hello threads", &["leaves_orphan_later"]);
    let who = "leaves_orphan_later";
    let verdict = found.verdict("hello", "processor time", who);
    assert_eq!(verdict, "not-measured: not known");
    assert!(found.cell("hello", TRIP, who)["cost"].is_null());
    assert!(!found.cell("hello", TRIP, "threads")["cost"].is_null());
}

/// It answers nobody in each second turn: what those took was for nothing.
#[test]
fn what_an_answer_costs_is_not_known_where_a_turn_has_failed() {
    let found = Found::run("--quick --only hello threads", &["every_second"]);
    let who = "every_second";
    assert_eq!(found.cell("hello", TRIP, who)["text"], "3 of 6 times");
    let verdict = found.verdict("hello", "processor time", who);
    assert_eq!(verdict, "not-measured: not known");
}

#[test]
fn what_all_servers_of_one_contestant_took_is_added_up() {
    let args = "--quick --only idle --patience 2000 threads";
    let found = Found::run(args, &["thinks_first"]);
    let cost = &found.cell("idle", "idle client", "thinks_first")["cost"];
    // Two turns, and a new server for each of them.
    let [user, system] = ["user", "system"].map(|of| cost[of].as_f64());
    assert!(user.unwrap() + system.unwrap() >= 0.6, "{cost}");
}

/// Though its first turns were right.
#[test]
fn who_is_out_has_no_line_in_a_chart() {
    let lines = |found: &Found, chart: &str| {
        let lines = found.all["charts"][chart].as_array().unwrap().iter();
        lines.map(|line| line["contestant"].clone()).collect::<Vec<_>>()
    };
    let crowd = Found::run("--quick --only crowd threads", &["corrupts_late"]);
    let args = "--quick --only idle --patience 2000 threads";
    let idle = Found::run(args, &["corrupts_next"]);
    for (found, chart) in
        [(&crowd, "by_clients"), (&crowd, "latency"), (&idle, "memory")]
    {
        assert_eq!(lines(found, chart), [0, 1], "threads and bare in {chart}");
    }
    assert!(crowd.all["charts"]["means"][2].is_null());
}

/// Sixty-four quick clients warm it up; all later ones wait 20 ms.
#[test]
fn the_turn_that_warms_up_is_in_no_chart() {
    let found = Found::run("--quick --only crowd threads", &["slower_later"]);
    let lines = found.all["charts"]["latency"].as_array().unwrap();
    let quickest = &lines[2]["points"][0];
    assert_eq!(quickest["x"], 0.0);
    assert!(quickest["y"].as_f64().unwrap() >= 0.0199, "{quickest}");
    let mean = found.all["charts"]["means"][2].as_f64().unwrap();
    let slowest = lines[2]["points"].as_array().unwrap().last().unwrap();
    assert!(mean >= 0.0199 && mean <= slowest["y"].as_f64().unwrap());
    // Who waits for that has time.
    let cell = found.cell("crowd", "round trips", "slower_later");
    assert!(cell["limit"].is_null(), "{cell}");
}

#[test]
fn what_a_server_takes_to_start_is_not_the_clients_cost() {
    let found = Found::run("--quick --only hello single", &["starts_slowly"]);
    let cost = &found.cell("hello", TRIP, "starts_slowly")["cost"];
    let [user, system] = ["user", "system"].map(|of| cost[of].as_f64());
    let took = user.unwrap() + system.unwrap();
    assert!(took > 0.0 && took < 0.4, "{cost}");
}
