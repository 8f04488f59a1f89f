//! The server sleeps before each answer, as one that waits for a disk or a
//! database: who serves all at a time needs one sleep, however many come.

use super::Scenario;
use super::thinking::{Thinking, against_ideal, lanes};
use crate::compare::model::all_slept;
use crate::compare::result::{Contestant, Given};
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
    let mut parts = against_ideal(told);
    if parts.is_empty() {
        return told.out().collect::<Vec<_>>().join("; ");
    }
    let clients = given.clients;
    parts = vec![format!(
        "the last of {clients}, at {} of sleep each, has its answer after: {}",
        seconds(given.delay),
        list(&parts)
    )];
    parts.extend(told.out());
    parts.join("; ")
}
