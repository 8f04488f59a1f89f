//! The table on a terminal: it fits, it tells what is missing, and it ranks
//! nobody whom the noise could have put there.

use crate::made_up::{comparison, missing};
use echostage::compare::shown::{Ink, model, place, table, value};
use echostage::compare::{Comparison, Row, Verdict};
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

const PLAIN: Ink = Ink { colour: false };

fn lines(found: &Comparison, width: usize) -> Vec<String> {
    let text = table(found, width, PLAIN) + &model(found, width, PLAIN);
    text.lines().map(String::from).collect()
}

/// The lines of a scenario.
fn part(found: &Comparison, title: &str) -> String {
    let text = table(found, 80, PLAIN);
    let from = text.find(&format!("{title}\n")).unwrap();
    let rest = &text[from..];
    rest[..rest.find("\n\n").unwrap_or(rest.len())].into()
}

fn row<'a>(found: &'a mut Comparison, scenario: &str) -> &'a mut Row {
    found.rows.iter_mut().find(|row| row.scenario == scenario).unwrap()
}

#[test]
fn each_contestant_stands_in_each_scenario_and_under_it_what_it_proves() {
    let found = comparison();
    for row in &found.rows {
        let part = part(&found, &row.scenario.to_uppercase());
        for contestant in &found.contestants {
            let starts = |l: &str| l.starts_with(&contestant.name);
            assert!(part.lines().any(starts), "{} in {part}", contestant.name);
        }
        let sentence = part.split_once("=> ").unwrap().1.replace('\n', " ");
        assert!(sentence.starts_with(&row.sentence), "{part}");
    }
}

#[test]
fn what_the_noise_could_explain_has_no_place() {
    let found = comparison();
    for cell in found.rows.iter().flat_map(|row| &row.cells) {
        if cell.verdict == Verdict::Same {
            assert_eq!(place(cell), "≈");
        }
    }
    for line in lines(&found, 200).iter().filter(|l| l.contains('≈')) {
        let ranked = ["best", "1st", "≈2nd", "≈3rd", "≈*", "*≈"];
        let legend = line.contains("noise");
        let none = ranked.iter().all(|word| !line.contains(word));
        assert!(legend || none || line.starts_with("threads"), "{line}");
    }
}

#[test]
fn places_are_words() {
    let found = comparison();
    let hello = part(&found, "HELLO");
    for (name, place) in [("single", "2nd"), ("process", "3rd")] {
        let line = hello.lines().find(|l| l.starts_with(name)).unwrap();
        assert!(line.ends_with(place), "{line}");
    }
    let baseline = hello.lines().find(|l| l.starts_with("bare")).unwrap();
    assert!(baseline.ends_with("baseline"), "{baseline}");
}

#[test]
fn what_is_not_measured_is_told_and_why() {
    let mut found = comparison();
    row(&mut found, "idle").cells[3] = missing("it ended early");
    let idle = part(&found, "IDLE");
    assert!(idle.contains("threads: not measured: it ended early"), "{idle}");
    let line = idle.lines().find(|l| l.starts_with("threads  ")).unwrap();
    assert_eq!(line.split_whitespace().collect::<Vec<_>>(), ["threads", "–"]);
}

#[test]
fn a_wrong_answer_shows_no_figure_and_no_place() {
    let mut found = comparison();
    let row = row(&mut found, "bulk");
    row.cells[2].verdict = Verdict::Wrong("3 of 1,000".into());
    assert_eq!(value(row, &row.cells[2]), "wrong");
    let bulk = part(&found, "BULK");
    assert!(bulk.contains("process: out: 3 of 1,000"), "{bulk}");
    let line = bulk.lines().find(|l| l.starts_with("process  ")).unwrap();
    let words: Vec<_> = line.split_whitespace().collect();
    assert_eq!(words, ["process", "wrong", "out"]);
}

#[test]
fn who_served_fewer_is_shown_and_not_compared() {
    let crowd = part(&comparison(), "CROWD");
    let line = crowd.lines().find(|l| l.starts_with("single  ")).unwrap();
    let words: Vec<_> = line.split_whitespace().collect();
    assert_eq!(words, ["single", "45,200/s", "34", "µs"]);
    assert!(crowd.contains("single: 1 of 64 served; not compared"), "{crowd}");
}

#[test]
fn what_is_not_known_of_one_scenario_is_not_known_of_all() {
    let mut found = comparison();
    let line = |found: &Comparison| {
        let took = part(found, "WHAT IT TOOK");
        took.lines().find(|l| l.starts_with("threads  ")).unwrap().to_string()
    };
    assert!(!line(&found).contains("not known"), "{}", line(&found));
    row(&mut found, "bulk").cells[3].cost = None;
    assert!(line(&found).contains("not known"), "{}", line(&found));
    // Where it took no part, it took nothing.
    row(&mut found, "bulk").cells[3] = missing("it has no --burn");
    assert!(!line(&found).contains("not known"), "{}", line(&found));
}

#[test]
fn where_the_server_was_not_the_limit_the_row_says_so() {
    let mut found = comparison();
    let limit = "the load was the limit: the server may be faster";
    for nth in [0, 3] {
        row(&mut found, "bulk").cells[nth].limit = Some(limit.into());
    }
    let bulk = part(&found, "BULK");
    let told = format!("bare loop, threads: {limit}");
    assert!(bulk.contains(&told), "{bulk}");
    assert_eq!(bulk.matches("the limit").count(), 1, "{bulk}");
}

/// "3 of 6 times" is no figure: under "µs" a 3 would be one. Of what went
/// wrong, the first word alone says nothing.
#[test]
fn how_often_is_not_shown_as_a_figure() {
    let mut found = comparison();
    let hello = row(&mut found, "hello");
    let (times, out) = ("3 of 6 times", "connection timed out");
    for (nth, text, verdict) in [
        (1, times, Verdict::Unranked(times.into())),
        (2, times, Verdict::Open),
        (3, out, Verdict::Unranked(out.into())),
    ] {
        hello.cells[nth].value = None;
        hello.cells[nth].text = Some(text.into());
        hello.cells[nth].verdict = verdict;
    }
    let view = part(&found, "ALL IN ONE VIEW");
    let each = [("single  ", "~"), ("process  ", "-"), ("threads  ", "~")];
    for (name, shown) in each {
        let line = view.lines().find(|l| l.starts_with(name)).unwrap();
        assert_eq!(line.split_whitespace().nth(1), Some(shown), "{line}");
    }
}

#[test]
fn the_machine_and_the_rounds_are_named() {
    let mut found = comparison();
    found.cut_short = true;
    found.machine.build = "debug";
    let text = table(&found, 100, PLAIN);
    for part in [
        "2 processors",
        "Linux 6.12.0",
        "9 rounds",
        "143 s",
        "cut short",
        "a debug build",
    ] {
        assert!(text.contains(part), "{part}");
    }
}

#[test]
fn a_wide_terminal_shows_quartiles_and_then_costs() {
    let found = comparison();
    let shows = |width, what| table(&found, width, PLAIN).contains(what);
    assert!(!shows(80, "middle half") && shows(120, "middle half"));
    assert!(shows(170, "17.7 µs to 18.9 µs"));
    let hello = |width| {
        let text = table(&found, width, PLAIN);
        text[..text.find("CROWD").unwrap()].contains("threads   processes")
    };
    assert!(!hello(120) && hello(170));
}

#[test]
fn colour_changes_no_word() {
    let found = comparison();
    let coloured = table(&found, 80, Ink { colour: true });
    let mut plain = String::new();
    for (nth, part) in coloured.split('\x1b').enumerate() {
        let cut = if nth == 0 { 0 } else { part.find('m').unwrap() + 1 };
        plain.push_str(&part[cut..]);
    }
    let trimmed = |text: &str| {
        text.lines().map(|l| l.trim_end().into()).collect::<Vec<String>>()
    };
    assert_ne!(coloured, plain);
    assert_eq!(trimmed(&plain), trimmed(&table(&found, 80, PLAIN)));
}

#[test]
fn hostile_names_do_not_reach_the_terminal() {
    let mut found = comparison();
    found.contestants[1].name = "a\x1b[2J\u{202e}b\nc".into();
    row(&mut found, "idle").cells[1] = missing("died: \x1b]0;x\x07");
    row(&mut found, "bulk").sentence = "\x1b[2J is first\n\n".into();
    found.machine.cpu = Some("\x1b[31mfast".into());
    for line in lines(&found, 200) {
        let safe = |c: char| !c.is_control() && c != '\u{202e}';
        assert!(line.chars().all(safe), "{line:?}");
    }
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z -]{1,40}", "[汉字服务器ｗ한국어]{1,40}", "\\PC{1,40}"]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 40,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_line_is_wider_than_the_terminal(
        names in prop::collection::vec(name(), 8),
        note in name(),
        width in 60usize..220,
    ) {
        let mut found = comparison();
        for (contestant, name) in found.contestants.iter_mut().zip(names) {
            contestant.name = name;
        }
        for row in &mut found.rows {
            row.cells[2].note = Some(note.clone());
            row.sentence = format!("{note} {note}");
        }
        for line in lines(&found, width) {
            prop_assert!(line.width() <= width, "{width}: {line}");
        }
    }
}
