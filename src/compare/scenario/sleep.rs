//! The server sleeps before each answer, as one that waits for a disk or a
//! database: who serves all at a time needs one sleep, however many come.

use super::Scenario;
use super::thinking::{Thinking, against_ideal, lanes};
use crate::compare::model::all_slept;
use crate::compare::result::Contestant;
use crate::compare::row::Given;
use crate::compare::sentence::{Told, list};
use crate::compare::shown::seconds;

pub const SLEEP: Scenario = Scenario {
    name: "sleep",
    help: "answers that wait: how much does it help to serve many at a time?",
    play: |setting| THINKING.play(setting),
    sentence,
};

const THINKING: Thinking =
    Thinking { scenario: "sleep", flag: "--delay", does: "sleeps", ideal };

fn ideal(given: &Given, who: &Contestant) -> f64 {
    all_slept(given.clients, lanes(given, who.at_a_time), given.delay)
}

fn sentence(told: Told) -> String {
    let given = &told.row.given;
    let parts = against_ideal(told);
    let mut said = Vec::new();
    if !parts.is_empty() {
        said.push(format!(
            "the last of {}, at {} of sleep each, has its answer after: {}",
            given.clients,
            seconds(given.delay),
            list(&parts)
        ));
    }
    said.extend(told.apart());
    said.extend(told.out());
    said.join("; ")
}
