//! How long a round trip takes, and for how many: a mean would hide those who
//! wait (Gil Tene, "How NOT to Measure Latency", 2013).

use super::axis::{Scale, decades, named};
use super::figure::Figure;
use super::{lines, values};
use crate::compare::Comparison;
use crate::compare::shown::{machine, seconds};

/// Shares of the round trips that are named.
const SHARES: [f64; 6] = [0.0, 0.5, 0.9, 0.99, 0.999, 0.9999];

pub fn figure(found: &Comparison) -> Figure {
    let series = &found.charts.latency;
    let most = values(series, |point| point.x).fold(0.0, f64::max);
    let past = SHARES.iter().filter(|share| **share < most).count();
    let shares = SHARES.iter().take(past + 1).copied().collect();
    let crowd = match crowd(found) {
        Some(clients) => format!("{clients} clients ask at one time; "),
        None => String::new(),
    };
    let times = values(series, |point| point.y);
    let share = |share: f64| format!("{} %", (share * 1e6).round() / 1e4);
    Figure {
        title: "How long does a round trip take, and for how many?".into(),
        about: vec![
            machine(found),
            format!(
                "{crowd}only who was served is counted; black and dotted: the \
                 baseline"
            ),
        ],
        x: named(
            "so many of the round trips took at most so long",
            Scale::Share,
            shares,
            share,
        ),
        y: decades("time of a round trip (each line is × 10)", times, seconds),
        lines: lines(found, series, false),
    }
}

/// How many clients were behind it.
fn crowd(found: &Comparison) -> Option<usize> {
    let rows = found.rows.iter().filter(|row| row.scenario == "crowd");
    rows.map(|row| row.given.clients).max()
}
