//! A recording may come from anywhere.

use crate::tape::{Tape, draw, run};
use proptest::prelude::*;
use serde_json::json;

#[test]
fn nothing_from_a_file_reaches_the_terminal_raw() {
    let evil = "\x1b]0;owned\x07\u{202e}\x1b[2J";
    let mut tape = Tape::of("threads");
    tape.at(
        1.0,
        "accepted",
        json!({
            "thread": evil, "conn": 1, "peer": evil,
        }),
    );
    tape.call(
        (1.0, 2.0),
        "read",
        evil,
        json!({
            "conn": 1, "bytes": 6, "first": evil, "at": evil,
        }),
    );
    tape.at(3.0, "closed", json!({ "thread": evil, "conn": 1, "why": evil }));
    tape.at(3.5, "queued", json!({ "peers": [evil] }));
    let text =
        tape.ended(4.0).replacen("\"echo\"", &json!(evil).to_string(), 1);
    for args in [&[][..], &["--by", "event"], &["--stats"]] {
        let drawing = draw(&text, args);
        assert!(!drawing.contains(['\x1b', '\x07', '\u{202e}']), "{drawing:?}");
        assert!(drawing.contains("\\x1b]0;"), "{drawing}");
    }
}

#[test]
fn numbers_at_their_limits_do_no_harm() {
    let most = u64::MAX;
    let mut tape = Tape::of("threads");
    for what in [
        "accept",
        "accepted",
        "read",
        "write",
        "waits",
        "served",
        "queued",
        "closed",
        "lost",
        "held",
        "receive",
        "send",
        "turned away",
    ] {
        for (ns, took) in [(0, most), (most, most), (1, 0), (most, 0)] {
            tape.at(
                1.0,
                what,
                json!({
                    "ns": ns, "took": took, "thread": "t", "conn": most,
                    "bytes": most, "count": most, "more": most, "peer": "p",
                    "peers": ["p", "p", "q"], "inside": most, "ahead": most,
                }),
            );
        }
    }
    let text = tape.ended(5.0);
    for args in [&[][..], &["--by", "event"], &["--stats"]] {
        draw(&text, args);
    }
}

fn entry() -> impl Strategy<Value = String> {
    let whats = prop::sample::select(vec![
        "accept",
        "take",
        "read",
        "write",
        "receive",
        "send",
        "think",
        "held",
        "accepted",
        "registered",
        "waits",
        "served",
        "closed",
        "queued",
        "turned away",
        "said",
        "lost",
        "end",
        "new",
    ]);
    let times = prop::sample::select(vec![0u64, 1, 5, 10_000_000_000]);
    (whats, 0..20_000_000_000u64, times, 0..4u64, 0..3u64, any::<bool>())
        .prop_map(|(what, ns, took, conn, thread, open)| {
            json!({
                "ns": crate::tape::START + ns, "took": took, "what": what,
                "thread": format!("t-{thread}"), "conn": conn, "open": open,
                "peer": format!("p{conn}"), "peers": [format!("p{thread}")],
                "bytes": thread, "why": "x",
            })
            .to_string()
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_entries_in_any_order_draw(
        entries in prop::collection::vec(entry(), 0..60),
        by in prop::sample::select(vec!["time", "event"]),
    ) {
        let text = Tape::of("pool").text() + &entries.join("\n") + "\n";
        let out = run(&text, &["--by", by, "--width", "60"]);
        let told = String::from_utf8_lossy(&out.stderr).into_owned();
        prop_assert!(out.status.success(), "{}\n{}", told, text);
        let drawing = String::from_utf8(out.stdout).unwrap();
        let wide = drawing.lines().map(|l| l.chars().count()).max();
        prop_assert!(wide <= Some(60), "{}", drawing);
    }
}
