//! One client and big requests: how many bytes go through in a second.

use super::Scenario;
use crate::compare::outcome::cells;
use crate::compare::row::{Better, Given, Row, Unit};
use crate::compare::setting::{Setting, Wants};
use crate::compare::turn::{Turn, limit, stalls};
use crate::load::{Plan, Until};
use std::time::Duration;

pub const BULK: Scenario = Scenario {
    name: "bulk",
    help: "big requests: how many bytes a second?",
    play,
    sentence: |told| told.leader("moves most"),
};

const SIZE: usize = 256 * 1024;
const PATIENCE: Duration = Duration::from_secs(1);

fn play(setting: &mut Setting) -> Vec<Row> {
    let (rounds, until) =
        (setting.scale.rounds, Until::Time(setting.scale.slice));
    let wants = Wants {
        not_udp: Some("a datagram holds no more than 64 KiB"),
        rounds,
        warms_up: true,
        ..Wants::default()
    };
    let seen = setting.play(&wants, |host| {
        let plan = host.plan(1, PATIENCE);
        let report = host.load(&Plan { size: SIZE, until, ..plan })?;
        let bytes = report.answered as f64 * SIZE as f64;
        Ok(Turn {
            values: vec![Some(bytes / report.took.as_secs_f64())],
            apart: stalls(&report, 0),
            limit: limit(&report),
            answered: report.answered,
            ..Turn::default()
        })
    });
    vec![Row {
        scenario: BULK.name,
        name: "bytes".into(),
        work: "One client sends 256 KiB and waits for them, again and again."
            .into(),
        unit: Unit::BytesPerSecond,
        better: Better::Higher,
        given: Given {
            clients: 1,
            size: SIZE,
            patience: PATIENCE.as_secs_f64(),
            ..Given::default()
        },
        cells: cells(&seen, 0),
        sentence: String::new(),
    }]
}
