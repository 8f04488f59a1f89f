//! How throughput grows with clients: who serves one at a time has nothing
//! to gain from more of them.

use super::axis::{Scale, by_tens, from_zero, named};
use super::figure::Figure;
use super::{lines, values};
use crate::compare::Comparison;
use crate::compare::shown::{figures, machine};

pub fn figure(found: &Comparison) -> Figure {
    let series = &found.charts.by_clients;
    let clients = values(series, |point| point.x).collect();
    let high = values(series, |point| point.high.max(point.y));
    Figure {
        title: "How many round trips a second, when more clients ask?".into(),
        about: vec![
            machine(found),
            "medians; thin bars: the middle half of the rounds; black and \
             dotted: the baseline"
                .into(),
        ],
        x: named("clients that ask at one time", Scale::Log, clients, figures),
        y: from_zero(
            "round trips a second, of all clients",
            high,
            by_tens,
            figures,
        ),
        lines: lines(found, series, true),
    }
}
