//! The picture: for a document, and blank for paper.

use crate::browser::Browser;
use crate::recordings::Recording;
use serde_json::json;

const SIZE: &str = "[...['width', 'height', 'viewBox'].map(name => \
                    document.documentElement.getAttribute(name))]";
const LETTERS: &str = "[...document.querySelectorAll('text')]\
                       .filter(t => /^[A-Z]$/.test(t.textContent)).length";

#[test]
fn a_picture_is_whole_xml() {
    let browser = Browser::open(&Recording::pool().draw("--svg OUT").0);
    assert_eq!(browser.run("document.documentElement.nodeName"), "svg");
    assert_eq!(
        browser.run("document.querySelectorAll('parsererror').length"),
        0
    );
    assert_eq!(browser.complaints(), Vec::<String>::new());
    let text = browser.run("document.documentElement.textContent").to_string();
    for part in ["pool: N workers", "our queue", "worker-2", "connects"] {
        assert!(text.contains(part), "no {part}");
    }
}

#[test]
fn a_blank_picture_has_the_clients_and_empty_lanes_in_the_same_places() {
    let recording = Recording::pool();
    let (blank, _) = recording.draw("--svg OUT --blank");
    let browser = Browser::open(&blank);
    let places = "[...document.querySelectorAll('text')]\
                  .filter(t => !/^[A-Z]$/.test(t.textContent))\
                  .map(t => [t.textContent, t.getAttribute('x'), \
                  t.getAttribute('y')])";
    let empty = (browser.run(SIZE), browser.run(places));
    assert_eq!(browser.run(LETTERS), 3, "the clients', and no bar's");
    assert!(empty.1.to_string().contains("“hello”"), "{}", empty.1);
    let (solution, _) = recording.draw("--svg OUT");
    browser.go(&solution);
    assert_eq!((browser.run(SIZE), browser.run(places)), empty);
    assert!(browser.run(LETTERS).as_u64() > Some(5));
}

#[test]
fn by_event_the_same_order_draws_the_same_picture() {
    let draw = |slow: u64| {
        let mut recording = Recording::new("single");
        for n in 0..5 {
            let at = n * 100 * slow;
            recording.line(
                at,
                7 * slow,
                json!({
                    "what": "accept", "thread": "listener",
                }),
            );
            recording.echo(("listener", n + 1), at + 10 * slow, 20 * slow);
        }
        recording.line(9_000 * slow, 0, json!({ "what": "end" }));
        recording.drawn("--svg OUT --by event")
    };
    assert_eq!(draw(1), draw(3));
}

#[test]
fn blank_needs_a_picture() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_echostage"))
        .args(["timeline", "none.jsonl", "--blank"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("--svg"), "{said}");
    assert_eq!(said.lines().count(), 1);
}
