//! What each took of the machine, over all scenarios. Who serves more takes
//! more: so it is no race.

use super::grid::{Column, Ink, Text, bold, grid, wrapped};
use super::scenarios;
use crate::compare::shown::{figures, seconds};
use crate::compare::{Cell, Comparison, Cost};

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

/// Not known where one of them is not. The rows of a scenario have the same
/// costs, of all of it.
fn sum(found: &Comparison, nth: usize) -> Option<Cost> {
    let took_part = |cell: &&Cell| {
        cell.cost.is_some() || cell.value.is_some() || cell.text.is_some()
    };
    let each = scenarios(&found.rows).filter_map(|rows| {
        let mut cells = rows.iter().filter_map(|row| row.cells.get(nth));
        cells.find(took_part).map(|cell| cell.cost)
    });
    let all: Option<Vec<Cost>> = each.collect();
    all?.into_iter().reduce(Cost::plus)
}
