//! Orders and counts that hold on any machine.

use crate::found::Found;

const NEWCOMER: &str = "newcomer's wait";

#[test]
fn a_newcomer_is_served_by_threads_and_never_by_single() {
    let args = "--quick --only silent --patience 2000 single threads pool";
    let found = Found::run(args, &[]);
    assert_eq!(found.code, Some(0), "{}", found.told);
    for name in ["single", "pool"] {
        let cell = found.cell("silent", NEWCOMER, name);
        assert_eq!(cell["text"], "never", "{cell}");
    }
    assert!(found.value("silent", NEWCOMER, "threads") < 2.0);
    assert!(found.value("silent", NEWCOMER, "bare") < 2.0);
    let said = found.sentence("silent", NEWCOMER);
    assert!(said.starts_with("threads serves the newcomer"), "{said}");
    let never = "single and pool (4 workers) never did in 2 s";
    assert!(said.contains(never), "{said}");
}

#[test]
fn eight_sleeps_take_single_eight_times_as_long() {
    let found = Found::run("--quick --only sleep single threads", &[]);
    let eight = "8 at once";
    assert!(found.value("sleep", eight, "single") >= 8.0 * 0.004);
    let [single, threads] =
        ["single", "threads"].map(|who| found.value("sleep", eight, who));
    assert!(threads < single, "{threads} {single}");
    assert_eq!(found.cell("sleep", eight, "single")["ideal"], 0.032);
    assert_eq!(found.cell("sleep", eight, "threads")["ideal"], 0.004);
    assert_eq!(
        found.verdict("sleep", eight, "bare"),
        "not-measured: it has no --delay"
    );
}

#[test]
fn what_is_computed_takes_processors_however_many_threads_there_are() {
    let found = Found::run("--quick --only burn threads", &[]);
    let cpus = found.all["machine"]["cpus"].as_f64().unwrap();
    let all = found.value("burn", "32 at once", "threads");
    assert!(all >= 32.0 * 0.004 / cpus, "{all} on {cpus}");
}

#[test]
fn a_pool_of_4_serves_many_short_connections() {
    let found = Found::run("--quick --only churn pool", &[]);
    // For one turn of 40 ms: four connections would be 100 a second.
    let rate = found.value("churn", "short connections", "pool");
    assert!(rate > 100.0, "{rate}");
}

#[test]
fn an_idle_client_takes_more_memory_as_a_process_than_as_a_thread() {
    let args = "--quick --only idle --patience 2000 process threads";
    let found = Found::run(args, &[]);
    let [process, threads] = ["process", "threads"]
        .map(|who| found.value("idle", "idle client", who));
    assert!(process > threads && threads > 1024.0, "{process} {threads}");
    let cost = |who| &found.cell("idle", "idle client", who)["cost"];
    let processes = cost("process")["processes"].as_u64().unwrap();
    let inside = cost("threads")["threads"].as_u64().unwrap();
    // At least the first quarter of them: it looks now and then.
    assert!(processes > 25 && inside > 25, "{processes} {inside}");
    // Too few turns to rank anybody.
    for who in ["process", "threads"] {
        assert_eq!(found.verdict("idle", "idle client", who), "same");
    }
    let first = &found.all["charts"]["memory"][0]["points"];
    let places = first.as_array().unwrap().iter().map(|p| p["x"].clone());
    assert_eq!(places.collect::<Vec<_>>(), [1.0, 26.0, 51.0, 101.0]);
}

#[test]
fn the_51st_client_is_turned_away_where_50_may_be_inside() {
    let args = "--quick --only many --patience 2000 threads prethread";
    let found = Found::run(args, &[]);
    let (away, served) = ("turned away after", "served at a time");
    assert_eq!(found.value("many", away, "threads"), 50.0);
    assert_eq!(found.value("many", served, "threads"), 50.0);
    assert_eq!(found.value("many", served, "prethread"), 4.0);
    assert_eq!(found.cell("many", away, "prethread")["text"], "nobody");
    assert_eq!(found.cell("many", away, "bare")["text"], "all served");
    for (who, counted) in [
        ("threads", "50 served, 0 wait, 14 turned away"),
        ("prethread", "4 served, 60 wait, 0 turned away"),
    ] {
        let verdict = found.verdict("many", served, who);
        assert_eq!(verdict, format!("unranked: {counted}"));
    }
    let said = found.sentence("many", away);
    assert!(said.contains("after 50 clients with threads"), "{said}");
    assert!(said.contains("with prethread nobody is"), "{said}");
}

#[test]
fn who_serves_4_of_64_is_not_compared_with_who_serves_all() {
    let found = Found::run("--quick --only crowd pool udp-echo", &[]);
    let verdict = found.verdict("crowd", "round trips", "pool");
    assert!(verdict.starts_with("unranked: 4 of 64 served"), "{verdict}");
    assert!(found.value("crowd", "round trips", "pool") > 0.0);
    let line = &found.all["charts"]["by_clients"][0];
    assert_eq!(line["note"], "4 of 64 served");
    let cost = &found.cell("crowd", "round trips", "pool")["cost"];
    assert!(cost["threads"].as_u64().unwrap() >= 5, "{cost}");
    assert_eq!(cost["processes"], 1);
    assert!(cost["user"].as_f64().unwrap() > 0.0, "{cost}");
    assert!(cost["voluntary"].as_u64().unwrap() > 0, "{cost}");
}
