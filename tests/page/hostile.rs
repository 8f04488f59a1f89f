//! A recording is written by whoever connects: nothing of it runs.

use crate::browser::Browser;
use crate::recordings::Recording;
use serde_json::json;

const EVIL: &str = "</script ><script >hacked=1</script ><!--<script >\
                    <img src=x onerror=hacked=1>\"'&]]>/*JS*/";

/// Evil in every text that a recording has.
fn evil() -> Recording {
    let mut recording = Recording::pool();
    for field in ["stage", "service", "version", "listen"] {
        recording.header()[field] = EVIL.into();
    }
    recording.header()["flags"] = json!([EVIL]);
    recording.line(2100, 100, json!({
        "what": "read", "thread": EVIL, "conn": 4, "bytes": 9, "first": EVIL,
        "error": EVIL, "at": format!("{EVIL}:13"),
        "stage_at": format!("{EVIL}:3"),
    }));
    recording.line(
        2210,
        0,
        json!({
            "what": "accepted", "thread": EVIL, "conn": 4, "peer": EVIL,
        }),
    );
    recording.line(
        2220,
        0,
        json!({
            "what": "closed", "thread": EVIL, "conn": 4, "why": EVIL,
        }),
    );
    recording.line(
        2230,
        0,
        json!({
            "what": "said", "thread": EVIL, "conn": 4, "text": EVIL,
        }),
    );
    recording.line(2240, 0, json!({ "what": "queued", "peers": [EVIL] }));
    recording
}

#[test]
fn a_hostile_recording_runs_nothing_in_the_page() {
    let browser = Browser::open(&evil().draw("--html OUT").0);
    for _ in 0..=browser.run("moments.length").as_u64().unwrap() {
        browser.run("step(1)");
    }
    browser.run(
        "[...document.querySelectorAll('.bar')].forEach(bar => \
         showTip({ clientX: 9, clientY: 9 }, bar.bar, bar.lane))",
    );
    browser.run("setMode('events')");
    assert_eq!(browser.run("typeof hacked"), "undefined");
    assert_eq!(browser.run("document.images.length"), 0);
    assert_eq!(browser.run("document.scripts.length"), 2);
    assert_eq!(browser.complaints(), Vec::<String>::new());
    assert!(browser.text("lanes").contains("</script >"), "shown as a text");
}

#[test]
fn a_hostile_recording_runs_nothing_in_the_picture() {
    let browser = Browser::open(&evil().draw("--svg OUT").0);
    assert_eq!(browser.run("document.documentElement.nodeName"), "svg");
    assert_eq!(browser.run("typeof hacked"), "undefined");
    let found = "document.querySelectorAll('script, img, parsererror').length";
    assert_eq!(browser.run(found), 0);
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
fn a_hostile_recording_is_a_whole_trace() {
    let trace = evil().drawn("--chrome OUT");
    let trace: serde_json::Value = serde_json::from_str(&trace).unwrap();
    assert!(trace["traceEvents"].as_array().unwrap().len() > 20);
}
