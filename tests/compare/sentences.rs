//! Sentences about figures that nobody has measured: they say what the
//! figures say, whatever these are.

use crate::noise::{contestant, row};
use echostage::compare::{
    AtATime, Better, Contestant, Cost, Kind, Row, TABLE, Unit, Verdict, decide,
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
fn what_too_few_turns_show_is_told_and_leads_nowhere() {
    for (turns, why) in [
        (1, "one value each is too little to tell"),
        (2, "2 turns are too few to tell"),
    ] {
        let [quick, slow] = [1e-6, 9e-6].map(|time| vec![time; turns]);
        let row = row("hello", &[&quick, &slow], Better::Lower);
        assert_eq!(
            said(row, &who(&["a", "b"])),
            format!(
                "{why} who of a and b answers soonest (all: 1 µs to 9 µs)."
            )
        );
    }
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

/// Three for whom an answer computes: one at a time, all, and all again.
fn burn(times: [f64; 3]) -> (Row, Vec<Contestant>) {
    let turns = times.map(|time| [time; 6]);
    let turns = turns.each_ref().map(|turns| &turns[..]);
    let mut row = row("burn", &turns, Better::Lower);
    row.given.clients = 8;
    row.given.burn = 0.01;
    for cell in &mut row.cells {
        cell.ideal = Some(0.01);
    }
    let mut all = who(&["single", "threads", "process"]);
    all[0].at_a_time = AtATime::One;
    (row, all)
}

#[test]
fn so_many_processors_do_make_it_so_many_times_as_fast() {
    let ends = |times, end| {
        let (row, all) = burn(times);
        let text = said(row, &all);
        assert!(text.ends_with(end), "{text}");
    };
    ends([0.08, 0.04, 0.05], "2.0 times as fast as single, not 8 times.");
    ends([0.08, 0.0099, 0.05], "8.1 times as fast as single.");
    ends([0.08, 0.0105, 0.05], "7.6 times as fast as single.");
}

/// Who did less of the work leads nowhere.
#[test]
fn who_is_not_compared_is_not_told_among_the_others() {
    let few = || Verdict::Unranked("2 of 8 served".into());
    let (mut row, all) = burn([0.08, 0.001, 0.05]);
    row.cells[1].verdict = few();
    assert_eq!(
        said(row.clone(), &all),
        "the last of 8, at 10 ms of computing each, has its answer after: \
         process 50 ms (ideal 10 ms) and single 80 ms (ideal 10 ms); process \
         is 1.6 times as fast as single, not 8 times; not compared, 2 of 8 \
         served: threads (1 ms)."
    );
    row.scenario = "sleep";
    row.given.delay = 0.01;
    assert_eq!(
        said(row.clone(), &all),
        "the last of 8, at 10 ms of sleep each, has its answer after: \
         process 50 ms (ideal 10 ms) and single 80 ms (ideal 10 ms); not \
         compared, 2 of 8 served: threads (1 ms)."
    );
    row.scenario = "silent";
    row.given.silent = 4;
    assert_eq!(
        said(row, &all),
        "single and process serve the newcomer within 80 ms although 4 are \
         silent; not compared, 2 of 8 served: threads (1 ms)."
    );
}

#[test]
fn only_how_often_is_told_as_done() {
    let mut row = row("silent", &[&[0.001; 6], &[], &[]], Better::Lower);
    row.given.silent = 4;
    for (cell, text) in
        row.cells[1..].iter_mut().zip(["3 of 6 times", "1 turned away"])
    {
        cell.text = Some(text.into());
        cell.verdict = Verdict::Unranked(text.into());
    }
    assert_eq!(
        said(row, &who(&["threads", "some", "full"])),
        "threads serves the newcomer after 1 ms although 4 are silent; some \
         serves the newcomer 3 of 6 times; full: 1 \
         turned away."
    );
}

#[test]
fn who_keeps_neither_the_silent_nor_the_newcomer_is_told_apart() {
    let mut row = row("silent", &[&[], &[]], Better::Lower);
    row.given.silent = 4;
    row.given.patience = 0.3;
    let why = "it did not keep 4 of 4 silent clients";
    for (cell, why) in row.cells.iter_mut().zip(["never", why]) {
        cell.text = Some("never".into());
        cell.verdict = Verdict::Unranked(why.into());
    }
    assert_eq!(
        said(row, &who(&["single", "mine"])),
        "with 4 silent clients before it, the newcomer is never served in \
         300 ms by single; mine never did, and it did not keep 4 of 4 silent \
         clients."
    );
}

#[test]
fn threads_that_stay_are_told_and_not_judged() {
    let mut row = row("churn", &[&[1e4; 6], &[2e4; 6]], Better::Higher);
    row.unit = Unit::PerSecond;
    let cost = Cost { left: 16, ..Cost::default() };
    row.cells[0].cost = Some(cost);
    let text = said(row, &who(&["a", "b"]));
    let told = "when all had left, a had 16 threads more than before.";
    assert!(text.ends_with(told), "{text}");
}
