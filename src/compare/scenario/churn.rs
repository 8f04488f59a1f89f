//! Short connections: one request each. A model that starts something for
//! each client pays for it here; a pool of 4 serves many more than 4.

use super::Scenario;
use crate::compare::outcome::{cells, each};
use crate::compare::row::{Better, Given, Row, Unit};
use crate::compare::sentence::Told;
use crate::compare::setting::{Setting, Wants};
use crate::compare::turn::{Turn, limit, stalls};
use crate::load::{Plan, Until};
use std::time::Duration;

pub const CHURN: Scenario = Scenario {
    name: "churn",
    help: "short connections: how many a second?",
    play,
    sentence,
};

const CLIENTS: usize = 16;
const SIZE: usize = 64;
const PATIENCE: Duration = Duration::from_millis(500);

fn play(setting: &mut Setting) -> Vec<Row> {
    let (rounds, until) =
        (setting.scale.rounds, Until::Time(setting.scale.slice));
    let wants = Wants {
        not_udp: Some("it has no connections"),
        rounds,
        warms_up: true,
        ..Wants::default()
    };
    let seen = setting.play(&wants, |host| {
        let plan = host.plan(CLIENTS, PATIENCE);
        let plan = Plan { size: SIZE, until, churn: true, ..plan };
        let report = host.load(&plan)?;
        let rate = report.answered as f64 / report.took.as_secs_f64();
        Ok(Turn {
            values: vec![Some(rate)],
            apart: stalls(&report, 0),
            limit: limit(&report),
            answered: report.answered,
            ..Turn::default()
        })
    });
    let patience = PATIENCE.as_secs_f64();
    let (clients, size, churn) = (CLIENTS, SIZE, true);
    let given = Given { clients, size, churn, patience, ..Given::default() };
    let row = |name: &str, work: &str, unit, better, cells| Row {
        scenario: CHURN.name,
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
            "short connections",
            "16 clients connect, ask once, leave, and connect again.",
            Unit::PerSecond,
            Better::Higher,
            cells(&seen, 0),
        ),
        row(
            "processor time",
            "What each of these connections costs the server's processors.",
            Unit::Seconds,
            Better::Lower,
            each(&seen, |cost| cost.user + cost.system),
        ),
    ]
}

/// Threads that stay when their clients have gone are told by their number.
fn sentence(told: Told) -> String {
    if told.row.unit == Unit::Seconds {
        return told.leader("costs least");
    }
    let mut parts = vec![told.leader("serves most")];
    parts.extend(told.all().filter_map(|(who, cell)| {
        let left = cell.cost.filter(|cost| cost.left >= CLIENTS as u64)?.left;
        Some(format!(
            "when all had left, {} had {left} threads more than before",
            who.name
        ))
    }));
    parts.retain(|part| !part.is_empty());
    parts.join("; ")
}
