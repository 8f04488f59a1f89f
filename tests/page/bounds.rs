//! A long recording: what is left out is said, and how to see it.

use crate::browser::Browser;
use crate::recordings::Recording;

#[test]
fn a_long_recording_is_drawn_in_part_and_says_how_to_see_the_rest() {
    let mut recording = Recording::new("threads");
    for n in 0..8_000 {
        recording.echo(("client-1", 1), n * 10, 1);
    }
    let (page, output) = recording.draw("--html OUT");
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        said.contains("of 32000 bars: --from 50.000 goes on there"),
        "{said}"
    );
    let browser = Browser::open(&page);
    assert!(browser.text("notes").contains("--from 50.000 goes on there"));
    let drawn = browser.run("document.querySelectorAll('.bar').length");
    assert!(drawn.as_u64().unwrap() < 5_000, "{drawn} shapes");
    browser.run("setMode('events')");
    browser.run("goTo(data.to)");
    assert_eq!(browser.complaints(), Vec::<String>::new());
    let (_, output) = recording.draw("--html OUT --from 50 --to 60");
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(!said.contains("--from"), "{said}");
}
