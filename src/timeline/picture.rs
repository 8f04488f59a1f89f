//! The second reading: every bar of a window, as long as they are few enough
//! to hold.

use super::item::{Item, Place};
use super::logical::By;
use super::model::{Bar, Lane, LaneKind, Picture};
use super::places::Places;
use super::read::Recording;
use super::survey::Survey;
use super::window::Window;
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};
use std::io;

/// Reads the recording twice, and holds `most` bars of it: those that ended
/// first, and what went on then, at most as many again. Bars may reach beyond
/// the picture's edges.
pub fn picture(
    recording: &Recording,
    window: Window,
    most: usize,
) -> io::Result<Picture> {
    let survey = Survey::of(recording, window)?;
    let mut left_out = survey.left_out();
    let mut lanes = Vec::new();
    let mut places = Places::default();
    for load in &survey.lanes {
        places.put(load.place(), lanes.len());
        let (name, kind) = (load.name.clone(), load.kind);
        lanes.push(Lane { name, kind, bars: vec![], marks: vec![] });
    }
    let window = Window { from: survey.from, to: survey.to };
    let (mut held, mut marked, mut more) = (0, 0, 0);
    let mut cut = u64::MAX;
    let mut put = |place: Place, item: Item| {
        let lane = places.get(place).and_then(|at| lanes.get_mut(at));
        let Some(lane): Option<&mut Lane> = lane else { return };
        match item {
            Item::Bar(bar) => {
                let to = bar.to.unwrap_or(u64::MAX);
                if window.clip(bar.from, to).is_none() || bar.from >= cut {
                    return;
                }
                if held == 2 * most {
                    more += 1;
                    return;
                }
                held += 1;
                if held == most {
                    cut = to.min(survey.to);
                }
                lane.bars.push(bar);
            }
            Item::Mark(mark) => {
                let inside = window.clip(mark.ns, mark.ns).is_some();
                if inside && mark.ns < cut {
                    if marked == 2 * most {
                        more += 1;
                        return;
                    }
                    marked += 1;
                    lane.marks.push(mark);
                }
            }
            _ => (),
        }
    };
    survey.weave(recording, &mut put)?;
    if cut < survey.to {
        let start = recording.header.start;
        let secs = |ns: u64| ns.saturating_sub(start) as f64 / 1e9;
        let (cut, end) = (secs(cut), secs(survey.to));
        left_out.push(match recording.by() {
            By::Time => format!(
                "The drawing ends at {cut:.3} of {end:.3} s, after {most} of \
                 {} bars: --from {cut:.3} goes on there.",
                survey.bars,
            ),
            By::Event => format!(
                "The drawing ends after {most} of {} bars: --from and --to \
                 choose which.",
                survey.bars,
            ),
        });
    }
    if more > 0 {
        left_out.push(format!(
            "Too much goes on at one time: {more} more are not drawn."
        ));
    }
    if survey.more_lanes > 0 {
        left_out
            .push(format!("{} threads more are not drawn.", survey.more_lanes));
    }
    for lane in &mut lanes {
        if lane.kind != LaneKind::Thread {
            stack(&mut lane.bars);
        }
    }
    Ok(Picture {
        header: recording.header.clone(),
        from: survey.from,
        to: cut.min(survey.to),
        lanes,
        clients: survey.clients,
        last: survey.last,
        silences: survey.silences,
        left_out,
    })
}

/// Gives each bar of a queue the first row that is free when it begins, and
/// sorts them by that. Returns how many rows there are.
pub fn stack(bars: &mut [Bar]) -> usize {
    bars.sort_by_key(|bar| (bar.from, bar.client));
    let (mut rows, mut free) = (0, BTreeSet::new());
    // Until when, and which.
    let mut taken = BinaryHeap::new();
    for bar in bars {
        while let Some(Reverse((until, row))) = taken.peek().copied()
            && until <= bar.from
        {
            taken.pop();
            free.insert(row);
        }
        bar.row = free.pop_first().unwrap_or_else(|| {
            rows += 1;
            rows - 1
        });
        taken.push(Reverse((bar.to.unwrap_or(u64::MAX), bar.row)));
    }
    rows
}
