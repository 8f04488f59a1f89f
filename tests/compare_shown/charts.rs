//! The charts as a browser sees them.

use crate::browser::Browser;
use crate::common::Folder;
use crate::made_up::{NAMES, comparison};
use echostage::compare::drawn::{FILES, MARK, charts};
use echostage::compare::{Charts, Comparison, Kind, Point, Series};
use std::fs;

/// Each chart in the browser, one after the other.
fn each(found: &Comparison, look: impl Fn(&str, &Browser)) {
    let folder = Folder::new();
    let mut browser: Option<Browser> = None;
    for chart in charts(found).unwrap() {
        assert!(chart.svg.starts_with(MARK));
        let path = folder.path().join(chart.file);
        fs::write(&path, chart.svg).unwrap();
        let browser = browser.get_or_insert_with(|| Browser::open(&path));
        browser.go(&path);
        let errors = "document.querySelectorAll('parsererror').length";
        assert_eq!(browser.run("document.documentElement.nodeName"), "svg");
        assert_eq!(browser.run(errors), 0, "{}", chart.file);
        look(chart.file, browser);
        assert_eq!(browser.complaints(), Vec::<String>::new());
    }
}

const TEXT: &str = "document.documentElement.textContent";

#[test]
fn each_is_whole_xml_with_a_question_units_and_everybodys_name() {
    each(&comparison(), |file, browser| {
        let text = browser.run(TEXT).to_string();
        let drawn = if file == "memory.svg" { 7 } else { 8 };
        for part in NAMES[..drawn].iter().chain(&["?", "2 processors"]) {
            assert!(text.contains(part), "{file}: no {part} in {text}");
        }
        let unit = match file {
            "round-trips.svg" => "round trips a second",
            "latency.svg" => "10 ms",
            _ => "MiB",
        };
        assert!(text.contains(unit), "{file}: {text}");
        assert!(text.contains("black and dotted: the baseline"), "{file}");
    });
}

/// To be read from the last row, and no text over another.
#[test]
fn texts_are_large_enough_inside_the_picture_and_apart() {
    each(&comparison(), |file, browser| {
        let boxes = "[...document.querySelectorAll('text')].map(t => {
            const b = t.getBoundingClientRect();
            return [b.left, b.top, b.right, b.bottom,
                    parseFloat(t.getAttribute('font-size')), t.textContent];
        })";
        let boxes = browser.run(boxes);
        let boxes = boxes.as_array().unwrap();
        let at = |nth: usize, n: usize| boxes[nth][n].as_f64().unwrap();
        for (nth, text) in boxes.iter().enumerate() {
            assert!(at(nth, 4) >= 17.9, "{file}: {text}");
            let inside = at(nth, 0) >= 0.0 && at(nth, 2) <= 1280.0;
            assert!(inside && at(nth, 3) <= 720.0, "{file}: {text}");
            for (other, under) in boxes[..nth].iter().enumerate() {
                // Lines of type stand close: their boxes may touch.
                let apart = at(nth, 0) >= at(other, 2)
                    || at(nth, 2) <= at(other, 0)
                    || at(nth, 1) + 3.0 >= at(other, 3)
                    || at(nth, 3) - 3.0 <= at(other, 1);
                assert!(apart, "{file}: {text} over {under}");
            }
        }
    });
}

#[test]
fn nothing_comes_from_a_network() {
    for chart in charts(&comparison()).unwrap() {
        let links = chart.svg.replace("http://www.w3.org/2000/svg", "");
        for word in ["http", "href", "url(", "<script", "<image", "@import"] {
            assert!(!links.contains(word), "{}: {word}", chart.file);
        }
        assert!(chart.svg.contains("font-family=\"sans-serif\""));
    }
}

#[test]
fn hostile_names_are_only_text() {
    let mut found = comparison();
    let name = "</text><script>alert(1)</script>&\"'\u{1b}\u{0}\u{ffff}";
    found.contestants[3].name = name.into();
    found.charts.by_clients[3].note = "<b onload=x>".into();
    found.machine.cpu = Some("<i>&amp;".into());
    each(&found, |file, browser| {
        let elements = "document.querySelectorAll('script, b, i').length";
        assert_eq!(browser.run(elements), 0, "{file}");
        let text = browser.run(TEXT);
        assert!(text.as_str().unwrap().contains("</text><scr"), "{file}");
    });
}

#[test]
fn a_contestant_looks_the_same_in_each_chart_and_like_no_other() {
    let looks = |file: &str| {
        let charts = charts(&comparison()).unwrap();
        let chart = charts.into_iter().find(|c| c.file == file).unwrap();
        let colour = |name: &str| {
            let at = chart.svg.find(&format!(">\n{name}")).unwrap();
            let before = &chart.svg[..at];
            // The marker stands before its name; a text is black.
            let ends = before.rmatch_indices('#').map(|(at, _)| at);
            let colours = ends.map(|at| before[at..at + 7].to_string());
            colours.into_iter().find(|c| c != "#111111").unwrap()
        };
        NAMES[..7].iter().map(|name| colour(name)).collect::<Vec<_>>()
    };
    let [trips, latency, memory] = FILES.map(looks);
    assert_eq!(trips, latency);
    assert_eq!(trips, memory);
    let mut each = trips.clone();
    each.sort();
    each.dedup();
    assert_eq!(each.len(), trips.len(), "{trips:?}");
    assert_eq!(trips[0], "#000000", "the baseline");
}

#[test]
fn a_chart_without_figures_is_not_drawn() {
    let mut found = comparison();
    found.charts.latency.clear();
    for series in &mut found.charts.memory {
        series.points.clear();
    }
    let drawn = charts(&found).unwrap();
    let files: Vec<_> = drawn.iter().map(|chart| chart.file).collect();
    assert_eq!(files, ["round-trips.svg"]);
}

/// Nothing at all, one point, zero, infinity, thirty of one figure.
#[test]
fn strange_figures_are_drawn_without_a_panic() {
    let point = |x: f64, y: f64| Point { x, y, low: y, high: y };
    let odd = [f64::NAN, f64::INFINITY, -1.0, 0.0, 1e-300, 1e300, 5.0];
    for y in odd {
        for x in odd {
            let mut found = comparison();
            let series = |nth: usize| Series {
                contestant: nth,
                points: vec![point(x, y)],
                note: String::new(),
            };
            let all: Vec<_> = (0..40).map(series).collect();
            found.charts = Charts {
                by_clients: all.clone(),
                latency: all.clone(),
                means: Vec::new(),
                memory: all,
            };
            let one = found.contestants[1].clone();
            found.contestants.extend((0..22).map(|_| one.clone()));
            found.contestants[9].kind = Kind::Also;
            for chart in charts(&found).unwrap() {
                assert!(!chart.svg.contains("NaN"), "{x} {y}");
                assert!(!chart.svg.contains("2147483647"), "{x} {y}");
            }
        }
    }
}
