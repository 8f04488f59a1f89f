//! Sixty-four clients that never pause: how much gets done, and how long the
//! unlucky wait. Who serves N at a time leaves the others outside, as long as
//! these stay.

use super::Scenario;
use crate::compare::charts::{Point, Series};
use crate::compare::noise::quartiles;
use crate::compare::outcome::{Outcome, cells};
use crate::compare::row::{Better, Given, Row, Unit};
use crate::compare::sentence::Told;
use crate::compare::setting::{Setting, Wants};
use crate::compare::turn::{Turn, limit, stalls};
use crate::load::{Latency, Plan, Until};
use std::time::Duration;

pub const CROWD: Scenario = Scenario {
    name: "crowd",
    help: "64 clients: how many round trips a second, how late the last?",
    play,
    sentence,
};

const CLIENTS: usize = 64;
const SIZE: usize = 64;
/// Whom nobody serves is waited for so long: with `--quick` a turn lasts no
/// longer, else it is longer anyway, and a machine that stalls is no server
/// that has stopped to answer.
const PATIENCE: Duration = Duration::from_millis(200);
const QUICK_PATIENCE: Duration = Duration::from_millis(100);
/// Where the chart of the latencies has its points.
const SHARES: [f64; 13] = [
    0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999,
    0.9999,
];

fn play(setting: &mut Setting) -> Vec<Row> {
    let rounds = setting.scale.rounds;
    let mut latencies = vec![None; setting.contenders.len()];
    let seen = crowd(setting, CLIENTS, (rounds, true), &mut latencies);
    chart(setting, &seen);
    let in_it = |nth: usize| seen.get(nth).is_some_and(|o| o.out.is_none());
    for (contestant, latency) in latencies.iter().enumerate() {
        let note = note(&seen, contestant);
        let Some(latency) = latency.as_ref().filter(|_| in_it(contestant))
        else {
            continue;
        };
        let point = |share| {
            let y = Latency::value_at_quantile(latency, share) as f64 / 1e9;
            Point { x: share, y, low: y, high: y }
        };
        let points = SHARES.map(point).to_vec();
        setting.charts.latency.push(Series { contestant, points, note });
    }
    let mean = |(nth, all): (usize, &Option<Latency>)| {
        let all = all.as_ref().filter(|_| in_it(nth))?;
        Some(all.mean() / 1e9)
    };
    setting.charts.means = latencies.iter().enumerate().map(mean).collect();
    let patience = patience(setting).as_secs_f64();
    let (clients, size) = (CLIENTS, SIZE);
    let given = Given { clients, size, patience, ..Given::default() };
    let row = |name: &str, work: &str, unit, better, cells| Row {
        scenario: CROWD.name,
        name: name.into(),
        work: work.into(),
        unit,
        better,
        given,
        cells,
        sentence: String::new(),
    };
    vec![
        row(
            "round trips",
            "64 clients send 64 bytes each and wait for them, again and \
             again.",
            Unit::PerSecond,
            Better::Higher,
            cells(&seen, 0),
        ),
        row(
            "slow ones",
            "Of those round trips: the time that 99 of 100 take at most.",
            Unit::Seconds,
            Better::Lower,
            cells(&seen, 1),
        ),
    ]
}

fn crowd(
    setting: &mut Setting,
    clients: usize,
    (rounds, warms_up): (usize, bool),
    latencies: &mut [Option<Latency>],
) -> Vec<Outcome> {
    let until = Until::Time(setting.scale.slice * 2);
    let patience = patience(setting);
    // What the chart needs is how many round trips, and no more.
    let uncounted = !warms_up;
    let wants = Wants { rounds, warms_up, uncounted, ..Wants::default() };
    setting.play(&wants, |host| {
        let plan = host.plan(clients, patience);
        let report = host.load(&Plan { size: SIZE, until, ..plan })?;
        match latencies.get_mut(host.nth).filter(|_| host.counts) {
            Some(Some(all)) => {
                // Both have the same bounds: then adding can't fail.
                let _ = all.add(&report.latency);
            }
            Some(none) => *none = Some(report.latency.clone()),
            None => {}
        }
        let p99 = report.latency.value_at_quantile(0.99) as f64 / 1e9;
        let rate = report.answered as f64 / report.took.as_secs_f64();
        Ok(Turn {
            values: vec![Some(rate), Some(p99)],
            served: Some((report.served, clients)),
            apart: stalls(&report, clients.saturating_sub(report.served)),
            limit: limit(&report),
            answered: report.answered,
            ..Turn::default()
        })
    })
}

fn patience(setting: &Setting) -> Duration {
    if setting.scale.quick { QUICK_PATIENCE } else { PATIENCE }
}

/// Round trips by clients: the same with fewer of them, in fewer rounds.
fn chart(setting: &mut Setting, all: &[Outcome]) {
    let rounds = (setting.scale.rounds / 3).max(1);
    let mut lines: Vec<Vec<Point>> = vec![Vec::new(); all.len()];
    let mut add = |clients: usize, seen: &[Outcome]| {
        for (line, outcome) in lines.iter_mut().zip(seen) {
            let rate = |turn: &Turn| turn.values.first().copied().flatten();
            let rates: Vec<f64> =
                outcome.turns.iter().filter_map(rate).collect();
            let measured = outcome.out.is_none();
            if let Some([low, y, high]) = quartiles(&rates).filter(|_| measured)
            {
                line.push(Point { x: clients as f64, y, low, high });
            }
        }
    };
    let fewer: &[usize] =
        if setting.scale.quick { &[1, 8] } else { &[1, 4, 16] };
    for &clients in fewer {
        add(clients, &crowd(setting, clients, (rounds, false), &mut []));
    }
    add(CLIENTS, all);
    for (contestant, points) in lines.into_iter().enumerate() {
        let is_in = all.get(contestant).is_some_and(|o| o.out.is_none());
        if is_in && !points.is_empty() {
            let note = note(all, contestant);
            let line = Series { contestant, points, note };
            setting.charts.by_clients.push(line);
        }
    }
}

fn note(seen: &[Outcome], contestant: usize) -> String {
    seen.get(contestant).and_then(Outcome::few).unwrap_or_default()
}

fn sentence(told: Told) -> String {
    told.leader(match told.row.unit {
        Unit::Seconds => "lets the unlucky wait least",
        _ => "does most",
    })
}
