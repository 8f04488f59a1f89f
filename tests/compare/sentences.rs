//! Sentences about figures that nobody has measured: they say what the
//! figures say, whatever these are.

use crate::noise::{contestant, row};
use echostage::compare::{
    AtATime, Better, Contestant, Kind, Row, TABLE, Unit, Verdict, decide,
    sentence,
};

fn who(names: &[&str]) -> Vec<Contestant> {
    let kind = |name: &&str| match *name {
        "bare" => contestant(name, Kind::Baseline),
        _ => contestant(name, Kind::Stage),
    };
    names.iter().map(kind).collect()
}

fn said(mut row: Row, who: &[Contestant]) -> String {
    decide(&mut row, who);
    sentence(&row, who)
}

#[test]
fn a_race_names_the_first_and_who_is_clearly_behind() {
    let turns: [&[f64]; 3] = [&[3e-6; 6], &[1e-6; 6], &[2e-6; 6]];
    let text = said(
        row("hello", &turns, Better::Lower),
        &who(&["slow", "quick", "bare"]),
    );
    assert_eq!(
        text,
        "quick (1 µs) answers soonest; clearly behind: slow (3 µs); the \
         bare loop: 2 µs."
    );
}

#[test]
fn what_the_noise_could_explain_is_not_called_first() {
    let turns: [&[f64]; 2] = [&[1e-6; 6], &[1.01e-6; 6]];
    let text = said(row("hello", &turns, Better::Lower), &who(&["a", "b"]));
    assert_eq!(
        text,
        "the noise could explain who of a and b answers soonest (all: 1 µs \
         to 1.01 µs)."
    );
}

#[test]
fn the_newcomers_sentence_turns_with_the_figures() {
    let mut row = row("silent", &[&[0.001; 2], &[], &[]], Better::Lower);
    row.given.silent = 4;
    row.given.patience = 0.3;
    for cell in &mut row.cells[1..] {
        cell.text = Some("never".into());
        cell.verdict = Verdict::Unranked("never".into());
    }
    let mut all = who(&["threads", "single", "pool"]);
    all[2].at_a_time = AtATime::Workers(4);
    assert_eq!(
        said(row.clone(), &all),
        "threads serves the newcomer after 1 ms although 4 are silent; \
         single and pool (4 workers) never did in 300 ms."
    );
    row.cells.swap(0, 1);
    let text = said(row.clone(), &all);
    assert!(
        text.starts_with("single serves the newcomer after 1 ms"),
        "{text}"
    );
    row.cells[1] = row.cells[2].clone();
    assert_eq!(
        said(row, &all),
        "with 4 silent clients before it, the newcomer is never served in \
         300 ms by threads, single and pool (4 workers)."
    );
}

#[test]
fn who_answers_wrongly_is_out_in_every_sentence() {
    for scenario in TABLE {
        let mut row = row(scenario.name, &[&[], &[1.0; 6]], Better::Lower);
        row.cells[0].verdict = Verdict::Wrong("wrong answers: 3".into());
        let text = said(row, &who(&["liar", "b"]));
        let told = text.contains("liar is out: wrong answers: 3");
        assert!(told, "{}: {text}", scenario.name);
    }
}

#[test]
fn of_nothing_nothing_is_said() {
    for scenario in TABLE {
        let mut row = row(scenario.name, &[&[], &[]], Better::Higher);
        row.unit = Unit::PerSecond;
        assert_eq!(said(row, &who(&["a", "b"])), "", "{}", scenario.name);
    }
}
