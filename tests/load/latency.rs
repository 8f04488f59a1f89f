//! What latency counts: known delays, and a stall that one loop hides.

use crate::peer::{changing, server};
use crate::run::load;
use serde_json::Value;
use std::sync::OnceLock;
use std::thread::sleep;
use std::time::{Duration, Instant};

const MS: Duration = Duration::from_millis(1);

fn at(json: &Value, name: &str) -> f64 {
    json["latency_us"][name].as_f64().unwrap() / 1000.0
}

/// Milliseconds that a shared machine may add to most, and to a few.
const NOISE: f64 = 60.0;
const HICCUP: f64 = 500.0;

#[test]
fn a_known_delay_is_what_is_measured() {
    let addr = changing(|_, _| sleep(40 * MS));
    for more in ["", "-r 25", "--churn"] {
        let ended = load(format!("{addr} -c 5 -n 100 --json {more}"));
        let json = ended.with(0).json();
        for name in ["p50", "p90", "p99", "max", "mean"] {
            let ms = at(&json, name);
            let most = if name == "p50" { NOISE } else { HICCUP };
            assert!((40.0..40.0 + most).contains(&ms), "{name} {ms} {more}");
        }
    }
}

#[test]
fn two_kinds_of_delay_are_two_kinds_of_latency() {
    // Each tenth answer is slow.
    let addr = changing(|_, n| sleep(if n % 10 == 9 { 200 } else { 5 } * MS));
    let ended = load(format!("{addr} -c 4 -n 400 --json"));
    let json = ended.with(0).json();
    let p50 = at(&json, "p50");
    assert!((5.0..5.0 + NOISE).contains(&p50), "{p50}");
    for name in ["p99", "p99_9", "max"] {
        let ms = at(&json, name);
        assert!((200.0..200.0 + HICCUP).contains(&ms), "{name} {ms}");
    }
    let mean = at(&json, "mean");
    assert!((24.5..24.5 + NOISE).contains(&mean), "{mean}");
}

#[test]
fn an_even_spread_of_delays_has_even_percentiles() {
    // 0 to 99 ms, each as often.
    let addr = changing(|_, n| sleep((n % 100) as u32 * MS));
    let json = load(format!("{addr} -c 4 -n 400 --json")).with(0).json();
    for (name, ms) in [("p50", 50.0), ("p90", 90.0), ("p99", 99.0)] {
        let seen = at(&json, name);
        let most = if name == "p50" { NOISE } else { HICCUP };
        assert!((ms - 6.0..ms + most).contains(&seen), "{name} {seen}");
    }
}

/// From its first request on: well for half a second, then a second of
/// silence for everybody, then well again.
fn stalls() -> std::net::SocketAddr {
    let begin = OnceLock::new();
    changing(move |_, _| {
        let since = begin.get_or_init(Instant::now).elapsed();
        if (500 * MS..1500 * MS).contains(&since) {
            sleep(1500 * MS - since);
        }
    })
}

#[test]
fn the_open_loop_sees_a_stall_and_the_closed_loop_does_not() {
    let args = "-c 8 --seconds 2.5 --json";
    let open = load(format!("{} {args} -r 1000", stalls())).with(0).json();
    let closed = load(format!("{} {args}", stalls())).with(0).json();
    // 1000 of 2500 fell due within it.
    assert!(at(&open, "p99") > 900.0, "{open}");
    assert!(at(&open, "p90") > 500.0, "{open}");
    assert!(at(&closed, "p99") < 250.0, "{closed}");
    // One request of each client.
    assert!(at(&closed, "max") > 500.0, "{closed}");
    assert_eq!(open["sent"], 2500);
    assert_eq!(open["answered"], 2500);
}

#[test]
fn what_was_due_and_never_sent_counts_as_never_answered() {
    let addr = server(|_stream, _| sleep(Duration::from_secs(30)));
    let args = "-c 4 --seconds 1 -r 100 --timeout 0.3 --json";
    let ended = load(format!("{addr} {args}")).with(1);
    assert_eq!(ended.only_error(), ("never_answered".into(), 100));
    assert_eq!(ended.json()["sent"], 4);
    let text = load(format!("{addr} {}", args.replace("--json", ""))).text;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("never sent, or no answer within"), "{text}");
}

#[test]
fn percentiles_say_when_they_do_not_hold_all() {
    let words = "what was not answered is in none of these";
    let once = changing(|bytes, n| bytes.truncate(if n > 0 { 0 } else { 64 }));
    let args = "-c 1 --seconds 0.3 --timeout 0.3";
    let text = load(format!("{once} {args}")).with(1).text;
    assert!(text.contains(words), "{text}");
    let all = changing(|_, _| ());
    let text = load(format!("{all} -c 1 --seconds 0.3")).with(0).text;
    assert!(!text.contains(words), "{text}");
}

#[test]
fn thinking_is_no_latency_and_slows_the_asking() {
    let addr = changing(|_, _| ());
    let ended = load(format!("{addr} -c 2 --think 100 -n 20 --json"));
    let json = ended.with(0).json();
    assert!(at(&json, "p50") < NOISE, "{json}");
    // Ten each, with nine rests between them.
    let seconds = json["seconds"].as_f64().unwrap();
    assert!((0.9..1.9).contains(&seconds), "{seconds}");
}
