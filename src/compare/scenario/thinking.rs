//! So many clients come at once, each with one request that takes its time:
//! when is the last one answered? What sleep and burn have in common.

use crate::compare::contender::Contender;
use crate::compare::outcome::cells;
use crate::compare::result::{AtATime, Contestant, Kind};
use crate::compare::row::{Better, Given, Row, Unit};
use crate::compare::sentence::{Told, is_apart};
use crate::compare::setting::{Setting, Wants};
use crate::compare::shown::seconds;
use crate::compare::turn::{Turn, trouble};
use crate::load::{Plan, Until};
use std::time::Duration;

pub struct Thinking {
    pub scenario: &'static str,
    /// The flag that takes the milliseconds.
    pub flag: &'static str,
    /// What the server does in that time: "sleeps".
    pub does: &'static str,
    /// What the last one's answer takes at best.
    pub ideal: fn(&Given, &Contestant) -> f64,
}

const SIZE: usize = 64;
const PATIENCE: Duration = Duration::from_secs(5);

impl Thinking {
    pub fn play(&self, setting: &mut Setting) -> Vec<Row> {
        [8, 32].map(|clients| self.row(setting, clients)).into()
    }

    fn row(&self, setting: &mut Setting, clients: usize) -> Row {
        let think = setting.scale.think;
        let words = [self.flag, &think.to_string()];
        let foreign = format!("it has no {}", self.flag);
        let wants = Wants {
            flags: &words,
            not_foreign: Some(&foreign),
            not_udp: Some("it has no connections: as single, one at a time"),
            rounds: setting.scale.rounds,
            ..Wants::default()
        };
        let until = Until::Requests(clients as u64);
        let seen = setting.play(&wants, |host| {
            let plan = host.plan(clients, PATIENCE);
            // Each leaves when it has its answer, or the next never comes in.
            let churn = true;
            let plan = Plan { size: SIZE, until, churn, ..plan };
            let report = host.load(&plan)?;
            Ok(Turn {
                values: vec![Some(report.took.as_secs_f64())],
                served: Some((report.answered as usize, clients)),
                apart: trouble(&report),
                answered: report.answered,
                ..Turn::default()
            })
        });
        let each = Duration::from_millis(think).as_secs_f64();
        let burns = self.flag == "--burn";
        let given = Given {
            clients,
            requests: Some(1),
            size: SIZE,
            delay: if burns { 0.0 } else { each },
            burn: if burns { each } else { 0.0 },
            churn: true,
            patience: PATIENCE.as_secs_f64(),
            ..Given::default()
        };
        let mut cells = cells(&seen, 0);
        let ours = |who: &&Contender| who.about.kind == Kind::Stage;
        for (cell, who) in cells.iter_mut().zip(setting.contenders) {
            let ideal = |who: &Contender| (self.ideal)(&given, &who.about);
            let races = Some(who).filter(ours).filter(|who| !who.about.udp);
            cell.ideal = races.map(ideal);
        }
        Row {
            scenario: self.scenario,
            name: format!("{clients} at once"),
            work: format!(
                "{clients} clients come at once; for each the server {} \
                 {think} ms. The time until the last one is answered.",
                self.does
            ),
            unit: Unit::Seconds,
            better: Better::Lower,
            given,
            cells,
            sentence: String::new(),
        }
    }
}

/// Who serves how many at a time, and what that makes of so many clients.
pub fn lanes(given: &Given, at_a_time: AtATime) -> usize {
    match at_a_time {
        AtATime::One => 1,
        AtATime::Workers(n) => n.min(given.clients),
        AtATime::All | AtATime::Unknown => given.clients,
    }
    .max(1)
}

/// "threads 10.4 ms (ideal 10.0 ms), …": those that did all of the
/// work, quickest first.
pub fn against_ideal(told: Told) -> Vec<String> {
    let mut all: Vec<_> = told
        .all()
        .filter(|(_, cell)| !is_apart(cell))
        .filter_map(|(who, cell)| Some((who, cell.value?, cell.ideal?)))
        .collect();
    all.sort_by(|(_, a, _), (_, b, _)| a.total_cmp(b));
    let words = |(who, value, ideal): (&Contestant, f64, f64)| {
        let (name, value, ideal) = (&who.name, seconds(value), seconds(ideal));
        format!("{name} {value} (ideal {ideal})")
    };
    all.into_iter().map(words).collect()
}
