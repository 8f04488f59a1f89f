//! One client, one request at a time: what a round trip takes when nobody
//! else is there. The model hardly matters; what stands around it does.

use super::Scenario;
use crate::compare::outcome::{cells, each};
use crate::compare::row::{Better, Given, Row, Unit};
use crate::compare::sentence::Told;
use crate::compare::setting::{Setting, Wants};
use crate::compare::turn::{Turn, limit, stalls};
use crate::load::{Plan, Until};
use std::time::Duration;

pub const HELLO: Scenario = Scenario {
    name: "hello",
    help: "one client: how long is a round trip?",
    play,
    sentence,
};

const SIZE: usize = 64;
const PATIENCE: Duration = Duration::from_millis(500);

fn play(setting: &mut Setting) -> Vec<Row> {
    let (rounds, until) =
        (setting.scale.rounds, Until::Time(setting.scale.slice));
    let wants = Wants { rounds, warms_up: true, ..Wants::default() };
    let seen = setting.play(&wants, |host| {
        let plan = host.plan(1, PATIENCE);
        let report = host.load(&Plan { size: SIZE, until, ..plan })?;
        let median = report.latency.value_at_quantile(0.5) as f64 / 1e9;
        Ok(Turn {
            values: vec![Some(median)],
            apart: stalls(&report, 0),
            limit: limit(&report),
            answered: report.answered,
            ..Turn::default()
        })
    });
    let patience = PATIENCE.as_secs_f64();
    let given = Given { clients: 1, size: SIZE, patience, ..Given::default() };
    let row = |name: &str, work: &str, unit, cells| Row {
        scenario: HELLO.name,
        name: name.into(),
        work: work.into(),
        unit,
        better: Better::Lower,
        given,
        cells,
        sentence: String::new(),
    };
    vec![
        row(
            "round trip",
            "One client sends 64 bytes and waits for them, again and again.",
            Unit::Seconds,
            cells(&seen, 0),
        ),
        row(
            "processor time",
            "What each of these round trips costs the server's processors.",
            Unit::Seconds,
            each(&seen, |cost| cost.user + cost.system),
        ),
        row(
            "switches",
            "How often a thread of the server is switched for each of them.",
            Unit::Count,
            each(&seen, |cost| (cost.voluntary + cost.involuntary) as f64),
        ),
    ]
}

fn sentence(told: Told) -> String {
    told.leader(match told.row.name.as_str() {
        "processor time" => "costs least",
        "switches" => "is switched least",
        _ => "answers soonest",
    })
}
