//! One grading from its start to its end: the model, then level by level, up
//! to the first that is not kept.

use super::bench::Bench;
use super::finding::{Broken, Fault, Finding, Tried};
use super::model::{AtATime, Model};
use super::probe::{Probe, table};
use super::sender::Sender;
use super::subject::{Host, Subject};
use crate::load::{Stop, Wire};
use serde::Serialize;
use std::thread;
use std::time::{Duration, Instant};

/// How long all of it may take; ending the last server comes after it.
const MOST: Duration = Duration::from_secs(25);

#[derive(Clone, Debug)]
pub struct Plan {
    pub subject: Subject,
    pub wire: Wire,
    /// The last level that is tried.
    pub level: u8,
    /// So many clients may be inside.
    pub limit: Option<usize>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Grade {
    /// None: it answers nobody.
    pub model: Option<Model>,
    /// Why there is none.
    pub no_model: Option<Broken>,
    /// The last level of which every promise is kept, as far as it can be
    /// told; 0: not even the first.
    pub level: u8,
    pub tried: Vec<Tried>,
    pub seconds: f64,
    /// Somebody wanted it to end, or the time was over.
    pub cut_short: bool,
}

impl Grade {
    /// Of a server that there is no way to start.
    pub fn untried(why: &str) -> Self {
        let no_model = Broken {
            sent: "nothing".into(),
            expected: "a way to start it".into(),
            seen: why.into(),
            hint: "write a file run that starts the server",
        };
        Self { no_model: Some(no_model), ..Self::new() }
    }

    fn new() -> Self {
        Self {
            model: None,
            no_model: None,
            level: 0,
            tried: Vec::new(),
            seconds: 0.0,
            cut_short: false,
        }
    }
}

/// Grades it; `watch` hears what is tried next.
pub fn run(plan: &Plan, stop: &Stop, watch: &mut dyn FnMut(&str)) -> Grade {
    let begun = Instant::now();
    let (over, done) = (Stop::new(), Stop::new());
    let mut grade = thread::scope(|scope| {
        scope.spawn(|| {
            while !done.is_set() {
                if stop.is_set() || begun.elapsed() > MOST {
                    over.stop();
                }
                thread::sleep(Duration::from_millis(20));
            }
        });
        let grade = graded(plan, &over, watch);
        done.stop();
        grade
    });
    grade.seconds = begun.elapsed().as_secs_f64();
    grade
}

fn graded(plan: &Plan, stop: &Stop, watch: &mut dyn FnMut(&str)) -> Grade {
    let mut bench = Bench {
        subject: &plan.subject,
        wire: plan.wire,
        stop,
        limit: plan.limit,
        at_a_time: None,
    };
    let mut grade = Grade::new();
    watch("the model");
    match model(&bench) {
        Ok(model) => {
            bench.at_a_time = match model.at_a_time {
                AtATime::One => Some(1),
                AtATime::Some(n) => Some(n),
                AtATime::Each | AtATime::Udp => None,
            };
            grade.model = Some(model);
        }
        Err(Fault::Broken { sent, expected, seen }) => {
            let hint = "try it by hand: echostage client, or telnet";
            grade.no_model = Some(Broken { sent, expected, seen, hint });
        }
        Err(Fault::Untold(_)) => {}
        Err(Fault::Stopped) => grade.cut_short = true,
    }
    for level in 1..=plan.level {
        let udp = plan.wire == Wire::Udp;
        for probe in table(udp).iter().filter(|one| one.level == level) {
            watch(probe.name);
            match tried(probe, &bench) {
                Some(finding) => grade.tried.push(Tried {
                    level,
                    probe: probe.name,
                    promise: probe.promise,
                    finding,
                }),
                None => grade.cut_short = true,
            }
        }
        let broken = |one: &Tried| matches!(one.finding, Finding::Broken(_));
        if grade.cut_short || grade.tried.iter().any(broken) {
            break;
        }
        grade.level = level;
    }
    grade
}

fn model(bench: &Bench) -> Result<Model, Fault> {
    let host = bench.host(None)?;
    if bench.wire == Wire::Udp { udp_model(&host) } else { Model::of(&host) }
}

fn udp_model(host: &Host) -> Result<Model, Fault> {
    Sender::to(host.addr)?.ask(b"who are you?", "a datagram")?;
    Ok(Model::of_udp())
}

/// None: it was stopped.
fn tried(probe: &Probe, bench: &Bench) -> Option<Finding> {
    if bench.go_on().is_err() {
        return None;
    }
    let played = bench.host(probe.descriptors).and_then(|mut host| {
        let kept = (probe.play)(bench, &mut host);
        // Who has ended in the middle of it has kept nothing. (Two probes
        // end it themselves, and find nothing broken then.)
        match (kept, host.fate()) {
            (Err(Fault::Broken { sent, expected, seen }), Some(fate)) => {
                let seen = format!("{seen}; {fate}");
                Err(Fault::Broken { sent, expected, seen })
            }
            (kept, _) => kept,
        }
    });
    // What was cut off proves nothing.
    if bench.go_on().is_err() && played.is_err() {
        return None;
    }
    Some(match played {
        Ok(evidence) => Finding::Kept(evidence),
        Err(Fault::Broken { sent, expected, seen }) => {
            let hint = probe.hint;
            Finding::Broken(Broken { sent, expected, seen, hint })
        }
        Err(Fault::Untold(why)) => Finding::Untold(why),
        Err(Fault::Stopped) => return None,
    })
}
