//! The page plays, pauses and steps; drawing and code go together.

use crate::browser::Browser;
use crate::recordings::Recording;
use serde_json::{Value, json};

const SPACE: char = ' ';
const LEFT: char = '\u{e012}';
const RIGHT: char = '\u{e014}';
const HOME: char = '\u{e011}';
const END: char = '\u{e010}';

fn page() -> Browser {
    Browser::open(&Recording::pool().draw("--html OUT").0)
}

/// The marked lines, and who stands there.
fn marked(browser: &Browser) -> Value {
    browser.run(
        "[...document.querySelectorAll('li.here')].map(row => \
         row.dataset.spot.split('/').pop() + ' ' + row.letters.textContent + \
         ' ' + row.who.textContent)",
    )
}

#[test]
fn it_plays_and_stops_at_the_end() {
    let browser = page();
    assert_eq!(browser.run("now"), browser.run("data.from"));
    browser.press(SPACE);
    browser.until("time moves", "now > data.from");
    assert!(browser.text("play").contains("Pause"));
    browser.run("setSpeed(3)"); // else it plays for 12 seconds
    browser.until("the end", "!playing");
    assert_eq!(browser.run("now === data.to"), true);
    assert!(browser.text("play").contains("Play"));
    browser.run("setSpeed(-3)");
    browser.press(SPACE);
    browser.until("it begins anew", "playing && now < data.to");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

/// Not by a character that only an emoji font has.
#[test]
fn the_play_button_has_the_shape_of_what_it_does() {
    let browser = page();
    let shown = "[...document.querySelectorAll('#play path')].filter(path => \
                 getComputedStyle(path).display !== 'none')\
                 .map(path => path.className.baseVal)";
    assert_eq!(browser.run(shown), json!(["go"]));
    browser.run("play()");
    assert_eq!(browser.run(shown), json!(["stop"]));
    let glyphs = browser.run("/[⏸▶◀▷◁]/u.test(document.body.innerText)");
    assert_eq!(glyphs, false);
}

#[test]
fn the_last_event_says_that_it_is_the_end() {
    let browser = page();
    browser.press(END);
    let event = browser.text("event");
    assert!(event.contains("the recording ends"), "{event}");
}

#[test]
fn who_is_held_stands_before_its_next_call() {
    let mut recording = Recording::new("single");
    let held = json!({
        "what": "held", "thread": "listener", "first": "accept",
        "at": "src/stage/single.rs:7",
    });
    recording.line(10, 500, held);
    let held = json!({
        "what": "held", "thread": "listener", "first": "read", "conn": 1,
        "at": "src/service/echo.rs:13", "stage_at": "src/stage/single.rs:7",
    });
    recording.line(510, 500, held).line(2_000, 0, json!({ "what": "end" }));
    let browser = Browser::open(&recording.draw("--html OUT").0);
    browser.run("goTo(0.2e9)");
    assert_eq!(marked(&browser), json!(["single.rs:7 – listener"]));
    assert_eq!(
        browser.run("lanes.labels[0].textContent"),
        "held before accept"
    );
    browser.run("goTo(0.7e9)");
    assert_eq!(
        browser.run("lanes.labels[0].textContent"),
        "held before read, A"
    );
    assert_eq!(marked(&browser).as_array().unwrap().len(), 2);
}

#[test]
fn it_pauses() {
    let browser = page();
    browser.run("setSpeed(-3)");
    browser.press(SPACE);
    browser.until("time moves", "now > data.from");
    browser.press(SPACE);
    let now = browser.run("now");
    // Where frames still came, they would move it.
    browser.run("window.frames_seen = 0");
    browser.run(
        "(function count() { window.frames_seen++; \
         requestAnimationFrame(count); })()",
    );
    browser.until("ten frames more", "frames_seen >= 10");
    assert_eq!(browser.run("now"), now);
    assert_ne!(now, browser.run("data.to"));
}

#[test]
fn a_step_goes_from_event_to_event_and_back_again() {
    let browser = page();
    let mut seen = vec![(browser.run("now"), marked(&browser))];
    let events = browser.run("moments.length - 1").as_u64().unwrap();
    for n in 1..=events {
        browser.press(RIGHT);
        let clock = browser.text("clock");
        assert!(clock.ends_with(&format!("event {n} of {events}")), "{clock}");
        seen.push((browser.run("now"), marked(&browser)));
    }
    assert_eq!(browser.run("now === data.to"), true);
    for before in seen.iter().rev().skip(1) {
        browser.press(LEFT);
        assert_eq!(*before, (browser.run("now"), marked(&browser)));
    }
}

#[test]
fn each_thread_is_marked_on_its_line_in_both_files() {
    let browser = page();
    browser.run("goTo(0.6e9)");
    let expected = json!([
        "pool.rs:19 – listener",
        "pool.rs:22 AB worker-1 · 2",
        "echo.rs:13 AB worker-1 · 2",
    ]);
    // The listener's last accept has ended: it stands nowhere.
    let expected = expected.as_array().unwrap();
    assert_eq!(marked(&browser), json!(expected[1..]));
    browser.run("goTo(0.29e9)");
    assert_eq!(marked(&browser), json!(expected));
    browser.run("goTo(1.724e9)");
    let writes = marked(&browser).to_string();
    assert!(writes.contains("echo.rs:15 C worker-1"), "{writes}");
    assert!(writes.contains("echo.rs:13 B worker-2"), "{writes}");
    let colour = browser.run("lines.get('src/service/echo.rs:15').letters.firstChild.style.background");
    assert_eq!(colour, "rgb(0, 135, 95)", "the third client's, as everywhere");
}

#[test]
fn many_threads_on_one_line_are_folded() {
    let mut recording = Recording::new("threads");
    for conn in 1..=30 {
        recording.line(conn, 500, json!({
            "what": "read", "thread": format!("client-{conn}"), "conn": conn,
            "bytes": 0, "at": "src/service/echo.rs:13",
            "stage_at": "src/stage/threads.rs:14",
        }));
    }
    let browser = Browser::open(&recording.draw("--html OUT").0);
    browser.run("goTo(0.1e9)");
    let lines = marked(&browser);
    assert_eq!(lines.as_array().unwrap().len(), 2);
    for line in lines.as_array().unwrap() {
        let line = line.as_str().unwrap();
        assert!(line.contains("AB…") && line.contains('+'), "{line}");
    }
    let all = browser.run("lines.get('src/service/echo.rs:13').who.title");
    assert!(all.as_str().unwrap().ends_with("client-29, client-30"));
}

#[test]
fn the_keyboard_does_what_the_buttons_do() {
    let browser = page();
    browser.press(END);
    assert_eq!(browser.run("now === data.to"), true);
    browser.press(HOME);
    assert_eq!(browser.run("now === data.from"), true);
    let speed = browser.text("speed");
    browser.press('-');
    assert_ne!(browser.text("speed"), speed);
    browser.press('+');
    assert_eq!(browser.text("speed"), speed);
    browser.press('t');
    let pressed = "document.getElementById('mode').ariaPressed";
    assert_eq!(browser.run(pressed), "true");
    browser.press('z');
    assert_eq!(browser.run("zoom"), 2);
    browser.press('x');
    assert_eq!(browser.run("zoom"), 1);
    for (button, check) in [
        ("last", "now === data.to"),
        ("first", "now === data.from"),
        ("forth", "now === moments[1]"),
        ("back", "now === moments[0]"),
        ("mode", "mode === 'seconds'"),
    ] {
        browser.run(&format!("document.getElementById('{button}').click()"));
        assert_eq!(browser.run(check), true, "{button}");
    }
}

#[test]
fn a_bar_tells_more_under_the_pointer() {
    let browser = page();
    let shown = "!document.getElementById('tip').hidden";
    assert_eq!(browser.run(shown), false);
    browser.hover(
        "[...document.querySelectorAll('.bar')].find(b => \
         b.bar.state === 'read' && lanes.clientOf(b.bar).letter === 'C' && b.bar.from > 1.01e9 \
         && b.bar.to - b.bar.from > 1e8)",
    );
    assert_eq!(browser.run(shown), true);
    let tip = browser.text("tip");
    for part in [
        "worker-1: blocked in read",
        "client C, connection #3, 127.0.0.1:40003",
        "took 700 ms",
        "5 bytes, “hello”",
        "at src/service/echo.rs:13",
    ] {
        assert!(tip.contains(part), "{tip:?} has no {part:?}");
    }
}

#[test]
fn less_motion_goes_from_event_to_event() {
    let browser = page();
    browser.devtools(
        "Emulation.setEmulatedMedia",
        json!({ "features": [
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]}),
    );
    browser.run("window.shown = new Set()");
    browser.run("(old => { lanes.show = (time, texts) => { \
                 shown.add(time); old.call(lanes, time, texts); } })(lanes.show)");
    browser.run("setSpeed(3)");
    browser.press(SPACE);
    browser.until("the end", "!playing && now === data.to");
    let between = browser.run("[...shown].filter(t => !moments.includes(t))");
    assert_eq!(between, json!([]));
}

#[test]
fn a_long_silence_is_cut_and_labelled() {
    let mut recording = Recording::new("single");
    recording.line(10, 500, json!({ "what": "accept", "thread": "listener" }));
    recording.line(
        60_510,
        500,
        json!({
            "what": "accept", "thread": "listener",
        }),
    );
    let browser = Browser::open(&recording.draw("--html OUT").0);
    let cut = browser.run(
        "[...document.querySelectorAll('#lanes text')]\
         .some(t => t.textContent === '… 60.0 s …')",
    );
    assert_eq!(cut, true);
    assert_eq!(browser.run("lengthOf(axes.seconds) < 4"), true);
}
