//! The server computes before each answer: the honest test of "threads make
//! it faster". They do, up to the number of processors, and no further.

use super::Scenario;
use super::thinking::{Thinking, against_ideal, lanes};
use crate::compare::model::all_burnt;
use crate::compare::result::{AtATime, Contestant};
use crate::compare::row::Given;
use crate::compare::sentence::{Told, is_apart, list};
use crate::compare::shown::seconds;
use std::thread;

pub const BURN: Scenario = Scenario {
    name: "burn",
    help: "answers that compute: do more threads make it faster?",
    play: |setting| THINKING.play(setting),
    sentence,
};

const THINKING: Thinking =
    Thinking { scenario: "burn", flag: "--burn", does: "computes", ideal };

fn ideal(given: &Given, who: &Contestant) -> f64 {
    let cpus = thread::available_parallelism().map_or(1, usize::from);
    let lanes = lanes(given, who.at_a_time);
    all_burnt(given.clients, lanes, cpus, given.burn)
}

fn sentence(told: Told) -> String {
    let given = &told.row.given;
    let parts = against_ideal(told);
    let mut said = Vec::new();
    if !parts.is_empty() {
        said.push(format!(
            "the last of {}, at {} of computing each, has its answer after: {}",
            given.clients,
            seconds(given.burn),
            list(&parts)
        ));
    }
    said.extend(gain(told));
    said.extend(told.apart());
    said.extend(told.out());
    said.join("; ")
}

/// Nearer than that to as many times as there are clients, it may be so.
const NEAR: f64 = 0.9;

/// What all at a time gains over one at a time.
fn gain(told: Told) -> Option<String> {
    let quickest = |at_a_time| {
        let those = told.all().filter(|(who, cell)| {
            who.at_a_time == at_a_time && !is_apart(cell)
        });
        let times = those.filter_map(|(who, cell)| Some((who, cell.value?)));
        times.min_by(|(_, a), (_, b)| a.total_cmp(b))
    };
    let (one, alone) = quickest(AtATime::One)?;
    let (all, together) = quickest(AtATime::All)?;
    let (one, all, clients) = (&one.name, &all.name, told.row.given.clients);
    let gain = alone / together;
    let not = match gain < NEAR * clients as f64 {
        true => format!(", not {clients} times"),
        false => String::new(),
    };
    Some(format!("{all} is {gain:.1} times as fast as {one}{not}"))
}
