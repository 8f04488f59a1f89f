//! The charts of a comparison, each an SVG that needs nothing else.

mod axis;
mod figure;
mod labels;
mod latency;
mod look;
mod marker;
mod memory;
mod names;
mod round_trips;
mod svg;

pub use svg::MARK;

use super::{Comparison, Kind, Series};
use crate::compare::shown::name;
use crate::trace::escape;
use figure::Line;

/// A chart as a file.
pub struct Chart {
    pub file: &'static str,
    pub svg: String,
}

/// The files that `charts` may give.
pub const FILES: [&str; 3] = ["round-trips.svg", "latency.svg", "memory.svg"];

/// A chart for each question that the comparison answers.
pub fn charts(found: &Comparison) -> Result<Vec<Chart>, String> {
    let series = &found.charts;
    let figures = [
        (&series.by_clients, round_trips::figure as fn(&_) -> _),
        (&series.latency, latency::figure),
        (&series.memory, memory::figure),
    ];
    let mut charts = Vec::new();
    for (file, (series, figure)) in FILES.into_iter().zip(figures) {
        if series.iter().any(|series| !series.points.is_empty()) {
            charts.push(Chart { file, svg: svg::svg(&figure(found))? });
        }
    }
    Ok(charts)
}

/// The lines of a chart; each contestant looks the same in all of them.
fn lines(found: &Comparison, series: &[Series], few: bool) -> Vec<Line> {
    let line = |series: &Series| {
        let contestant = found.contestants.get(series.contestant)?;
        let points = series.points.iter().map(|p| [p.x, p.y, p.low, p.high]);
        let baseline = contestant.kind == Kind::Baseline;
        let before = found.contestants.iter().take(series.contestant);
        let nth = before.filter(|other| other.kind != Kind::Baseline).count();
        Some(Line {
            name: name(contestant),
            note: escape(series.note.as_bytes(), 80),
            look: look::look(nth, baseline),
            points: points.collect(),
            few,
        })
    };
    let drawn = series.iter().filter(|series| !series.points.is_empty());
    drawn.filter_map(line).collect()
}

fn values(
    series: &[Series],
    of: impl Fn(&super::Point) -> f64 + Clone,
) -> impl Iterator<Item = f64> + Clone {
    series.iter().flat_map(|series| &series.points).map(of)
}
