//! What memory clients take that say nothing: a stack, a process, or only
//! what the kernel keeps.

use super::axis::{Scale, by_twos, from_zero, named};
use super::figure::Figure;
use super::{lines, values};
use crate::compare::Comparison;
use crate::compare::shown::{bytes, figures, machine};

pub fn figure(found: &Comparison) -> Figure {
    let series = &found.charts.memory;
    let clients = values(series, |point| point.x).collect();
    let high = values(series, |point| point.high.max(point.y));
    Figure {
        title: "How much memory do idle clients take?".into(),
        about: vec![
            machine(found),
            "of the server and its children, page tables included; black \
             and dotted: the baseline"
                .into(),
        ],
        x: named("clients that say nothing", Scale::Linear, clients, figures),
        y: from_zero("memory", high, by_twos, bytes),
        lines: lines(found, series, true),
    }
}
