//! What each took of the machine, over all scenarios. Who serves more takes
//! more: so it is no race.

use super::grid::{Column, Ink, Text, bold, grid, wrapped};
use super::scenarios;
use crate::compare::shown::{figures, seconds};
use crate::compare::{Comparison, Cost};

const ABOUT: &str = "Over all scenarios; threads and processes: the most at \
                     a time. Who serves more takes more, so nobody is ranked.";

pub fn took(found: &Comparison, (width, ink): (usize, Ink)) -> String {
    let each = 0..found.contestants.len();
    let costs: Vec<Option<Cost>> = each.map(|nth| sum(found, nth)).collect();
    if costs.iter().all(Option::is_none) {
        return String::new();
    }
    let column = |head: &str, write: fn(&Cost) -> String| {
        let cells = costs.iter().map(|cost| match cost {
            Some(cost) => Text::plain(write(cost)),
            None => Text::dim("not known"),
        });
        Column::right(head, cells.collect())
    };
    let columns = [
        Column::names(found),
        column("CPU", |cost| seconds(cost.user + cost.system)),
        column("in the kernel", |cost| seconds(cost.system)),
        column("threads", |cost| cost.threads.to_string()),
        column("processes", |cost| cost.processes.to_string()),
        column("waited", |cost| figures(cost.voluntary as f64)),
        column("put aside", |cost| figures(cost.involuntary as f64)),
    ];
    format!(
        "{}\n{}{}\n",
        bold("WHAT IT TOOK", ink),
        wrapped(ABOUT, width),
        grid(&columns, (width, ink))
    )
}

/// Costs grow within a scenario: its last row has them all.
fn sum(found: &Comparison, nth: usize) -> Option<Cost> {
    let last = scenarios(&found.rows).filter_map(|rows| {
        rows.iter().rev().find_map(|row| row.cells.get(nth)?.cost)
    });
    last.reduce(|mut sum, cost| {
        sum.user += cost.user;
        sum.system += cost.system;
        sum.threads = sum.threads.max(cost.threads);
        sum.processes = sum.processes.max(cost.processes);
        sum.voluntary += cost.voluntary;
        sum.involuntary += cost.involuntary;
        sum
    })
}
