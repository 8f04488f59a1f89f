//! Which lanes are drawn, a row each, and which are only told of.

use super::units::many;
use crate::timeline::{LaneKind, Load, Survey};

/// A row of a drawing, or a sentence in its place.
pub enum Row {
    /// The number of the lane in the survey.
    Lane(usize),
    Told(String),
}

/// So many threads have a row.
const THREADS: usize = 40;

/// In the order of the lanes. Threads with no client are folded.
pub fn rows(survey: &Survey) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut idle: Vec<&Load> = Vec::new();
    let mut drawn = 0;
    let mut more: Vec<&Load> = Vec::new();
    for (n, lane) in survey.lanes.iter().enumerate() {
        if lane.bars == 0 {
            continue;
        }
        if lane.busy == 0 {
            let group = |lane: &Load| counted(&lane.name).to_string();
            let other = idle.last().is_some_and(|o| group(o) != group(lane));
            if other {
                fold(&mut idle, &mut rows);
            }
            idle.push(lane);
            continue;
        }
        fold(&mut idle, &mut rows);
        if lane.kind == LaneKind::Thread {
            drawn += 1;
        }
        if drawn > THREADS {
            more.push(lane);
        } else {
            rows.push(Row::Lane(n));
        }
    }
    fold(&mut idle, &mut rows);
    let n = (more.len() + survey.more_lanes) as u64;
    if let Some(first) = more.first() {
        rows.push(Row::Told(format!(
            "{} more, from {} on, not drawn: --from and --to draw a part.",
            many(n, "thread"),
            first.name,
        )));
    }
    rows
}

fn fold(idle: &mut Vec<&Load>, rows: &mut Vec<Row>) {
    if let (Some(first), Some(last)) = (idle.first(), idle.last()) {
        let names = span(&first.name, &last.name, idle.len() as u64);
        rows.push(Row::Told(format!("{names}: idle")));
    }
    idle.clear();
}

fn span(first: &str, last: &str, n: u64) -> String {
    match n {
        1 => first.into(),
        2 => format!("{first} and {last}"),
        _ => format!("{first} to {last}"),
    }
}

/// `worker-10` without its number.
fn counted(name: &str) -> &str {
    name.trim_end_matches(|c: char| c.is_ascii_digit())
}
