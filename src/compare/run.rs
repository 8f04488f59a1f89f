//! Plays the scenarios, and makes verdicts and sentences of what they show.

use super::charts::Charts;
use super::contender::{Also, Contender};
use super::machine::machine;
use super::result::{Comparison, Contestant};
use super::row::Row;
use super::scenario::{self, Scenario};
use super::sentence::Told;
use super::setting::{Scale, Setting, Watch};
use super::verdict::decide;
use crate::hosted;
use crate::load::Stop;
use crate::stage::Stage;
use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime};

/// What to compare, and in what.
pub struct Plan {
    /// This program, which is every stage.
    pub program: PathBuf,
    pub stages: Vec<&'static Stage>,
    pub also: Vec<Also>,
    /// In their order in the table.
    pub scenarios: Vec<&'static Scenario>,
    /// Of a pool or prethread.
    pub workers: usize,
    pub quick: bool,
    /// How long to wait for an answer that may never come.
    pub patience: Option<Duration>,
}

/// Runs to its end, or until somebody stops it: then it holds what there is.
/// After each scenario all children of this process are ended: it may have
/// none of its own.
pub fn run(plan: &Plan, stop: &Stop, watch: Watch) -> Comparison {
    let begun = Instant::now();
    hosted::adopt();
    let program = &plan.program;
    let stages = plan.stages.iter();
    let stages =
        stages.map(|stage| Contender::stage(program, stage, plan.workers));
    let also = plan.also.iter().map(Contender::also);
    let contenders: Vec<Contender> =
        stages.chain([Contender::bare(program)]).chain(also).collect();
    let usual = if plan.quick { QUICK } else { FULL };
    let patience = plan.patience.unwrap_or(usual.patience);
    let scale = Scale { patience, ..usual };
    let mut setting = Setting {
        contenders: &contenders,
        scale,
        workers: plan.workers,
        stop,
        charts: Charts::default(),
        failures: Vec::new(),
        watch,
        scenario: "",
        nth: 0,
        of: plan.scenarios.len(),
    };
    let contestants: Vec<Contestant> =
        contenders.iter().map(|one| one.about.clone()).collect();
    let mut rows = Vec::new();
    for (nth, scenario) in plan.scenarios.iter().enumerate() {
        if stop.is_set() {
            break;
        }
        (setting.nth, setting.scenario) = (nth, scenario.name);
        for mut row in (scenario.play)(&mut setting) {
            decide(&mut row, &contestants);
            row.sentence = sentence(&row, &contestants);
            rows.push(row);
        }
    }
    let Setting { charts, failures, .. } = setting;
    Comparison {
        at: since_1970(),
        machine: machine(),
        quick: plan.quick,
        cut_short: stop.is_set(),
        rounds: scale.rounds,
        contestants,
        rows,
        charts,
        failures,
        took: begun.elapsed().as_secs_f64(),
    }
}

fn since_1970() -> Option<i64> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    i64::try_from(since.ok()?.as_secs()).ok()
}

/// What a row proves, in one sentence, made from the row alone.
pub fn sentence(row: &Row, contestants: &[Contestant]) -> String {
    let scenario = scenario::named(row.scenario);
    scenario.map_or_else(String::new, |scenario| {
        let text = (scenario.sentence)(Told { row, contestants });
        if text.is_empty() { text } else { text + "." }
    })
}

const QUICK: Scale = Scale {
    quick: true,
    rounds: 3,
    slice: Duration::from_millis(30),
    think: 4,
    patience: Duration::from_millis(100),
    idle: 100,
};

const FULL: Scale = Scale {
    quick: false,
    rounds: 7,
    slice: Duration::from_millis(150),
    think: 10,
    patience: Duration::from_millis(300),
    idle: 400,
};
