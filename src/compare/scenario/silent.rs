//! Clients that connect first and say nothing: is a newcomer served, and
//! when? This is what a model is for.

use super::Scenario;
use crate::compare::outcome::cells;
use crate::compare::result::{AtATime, Kind};
use crate::compare::row::{Better, Given, Row, Unit, Verdict};
use crate::compare::sentence::{Told, is_apart, list, names};
use crate::compare::setting::{Setting, Wants};
use crate::compare::shown::seconds;
use crate::compare::turn::{Fault, Turn, judge, trouble};
use crate::load::{self, Plan, Until};

pub const SILENT: Scenario = Scenario {
    name: "silent",
    help: "silent clients came first: is a newcomer served, and when?",
    play,
    sentence,
};

const SIZE: usize = 64;
const NEVER: &str = "never";

fn play(setting: &mut Setting) -> Vec<Row> {
    let (patience, silent) = (setting.scale.patience, setting.workers);
    let wants = Wants {
        not_udp: Some("it has no connections that could be silent"),
        rounds: setting.scale.rounds.div_ceil(3),
        ..Wants::default()
    };
    let until = Until::Requests(1);
    let seen = setting.play(&wants, |host| {
        let plan = host.plan(1, patience);
        // A connection for its one request: so connecting counts, too.
        let churn = true;
        let plan = Plan { size: SIZE, silent, churn, until, ..plan };
        let report = load::run(&plan, host.stop, &mut |_| ())?;
        if report.cut_short {
            return Err(Fault::Stopped);
        }
        let lost = report.silent_lost_in_all();
        let gone = (lost > 0).then(|| {
            format!("it did not keep {lost} of {silent} silent clients")
        });
        if report.answered == 0 && trouble(&report).is_none() {
            let (values, text) = (vec![None], Some(NEVER.into()));
            return Ok(Turn { values, text, apart: gone, ..Turn::default() });
        }
        let report = judge(report, &plan)?;
        let after = report.latency.max() as f64 / 1e9;
        let (values, apart) = (vec![Some(after)], gone.or(trouble(&report)));
        Ok(Turn { values, apart, ..Turn::default() })
    });
    vec![Row {
        scenario: SILENT.name,
        name: "newcomer's wait".into(),
        work: format!(
            "{silent} clients connect and say nothing; then one more comes \
             and asks."
        ),
        unit: Unit::Seconds,
        better: Better::Lower,
        given: Given {
            clients: 1,
            silent,
            requests: Some(1),
            size: SIZE,
            churn: true,
            patience: patience.as_secs_f64(),
            ..Given::default()
        },
        cells: cells(&seen, 0),
        sentence: String::new(),
    }]
}

/// "threads serves the newcomer after 0.1 ms although 4 clients are silent;
/// single and pool (4 workers) never did in 300 ms".
fn sentence(told: Told) -> String {
    let given = &told.row.given;
    let mut parts = Vec::new();
    let served: Vec<_> = told
        .all()
        .filter(|(who, cell)| {
            let ours = who.kind != Kind::Baseline;
            ours && cell.value.is_some() && !is_apart(cell)
        })
        .collect();
    let waits: Vec<f64> =
        served.iter().filter_map(|(_, cell)| cell.value).collect();
    let longest = waits.iter().copied().fold(0.0, f64::max);
    let them = names(served.iter().map(|(who, _)| *who));
    match &*served {
        [] => {}
        [_] => parts.push(format!(
            "{them} serves the newcomer after {} although {} are silent",
            seconds(longest),
            given.silent
        )),
        _ => parts.push(format!(
            "{them} serve the newcomer within {} although {} are silent",
            seconds(longest),
            given.silent
        )),
    }
    let never = told.all().filter(|(_, cell)| {
        cell.value.is_none() && cell.text.as_deref() == Some(NEVER)
    });
    let (kept, lost): (Vec<_>, Vec<_>) = never.partition(|(_, cell)| {
        !matches!(&cell.verdict, Verdict::Unranked(why) if why != NEVER)
    });
    let never: Vec<String> = kept
        .into_iter()
        .map(|(who, _)| match who.at_a_time {
            AtATime::Workers(n) => format!("{} ({n} workers)", who.name),
            _ => who.name.clone(),
        })
        .collect();
    if !never.is_empty() {
        let most = seconds(given.patience);
        let never = list(&never);
        parts.push(if parts.is_empty() {
            format!(
                "with {} silent clients before it, the newcomer is never \
                 served in {most} by {never}",
                given.silent
            )
        } else {
            format!("{never} never did in {most}")
        });
    }
    parts.extend(lost.into_iter().filter_map(|(who, cell)| {
        let Verdict::Unranked(why) = &cell.verdict else { return None };
        Some(format!("{} never did, and {why}", who.name))
    }));
    parts.extend(told.all().filter_map(|(who, cell)| {
        let text = cell.text.as_ref().filter(|text| *text != NEVER)?;
        Some(match is_count(text) {
            true => format!("{} serves the newcomer {text}", who.name),
            false => format!("{}: {text}", who.name),
        })
    }));
    parts.extend(told.apart());
    parts.extend(told.out());
    parts.join("; ")
}

/// "3 of 6 times".
fn is_count(text: &str) -> bool {
    let number = |word: &str| word.parse::<usize>().is_ok();
    let words: Vec<&str> = text.split(' ').collect();
    matches!(&*words, [n, "of", m, "times"] if number(n) && number(m))
}
