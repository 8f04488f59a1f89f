//! One grading from its start to its end: the model, then level by level, up
//! to the first that is not kept.

use super::bench::Bench;
use super::finding::{Broken, Fault, Finding, Tried, broken};
use super::model::{AtATime, Model};
use super::probe::{Probe, table};
use super::subject::Subject;
use crate::hosted;
use crate::load::{Stop, Wire};
use serde::Serialize;
use std::thread;
use std::time::{Duration, Instant};

const OVER: &str = "its time was over: --within SECONDS gives it more";

#[derive(Clone, Debug)]
pub struct Plan {
    pub subject: Subject,
    pub wire: Wire,
    /// The last level that is tried.
    pub level: u8,
    /// So many clients may be inside.
    pub limit: Option<usize>,
    /// How long all of it may take; ending the last server comes after it.
    pub within: Duration,
}

#[derive(Clone, Debug, Serialize)]
pub struct Grade {
    pub model: Option<Model>,
    /// Why there is none; None: no level is reached.
    pub no_model: Option<Broken>,
    /// The last level of which every promise is kept, as far as it can be
    /// told; 0: not even the first.
    pub level: u8,
    pub tried: Vec<Tried>,
    pub seconds: f64,
    /// Why it ended before it was done, if so.
    pub cut_short: Option<&'static str>,
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
            cut_short: None,
        }
    }
}

/// Grades it; `watch` hears what is tried next.
pub fn run(plan: &Plan, stop: &Stop, watch: &mut dyn FnMut(&str)) -> Grade {
    let begun = Instant::now();
    hosted::adopt();
    let (over, done) = (Stop::new(), Stop::new());
    let mut grade = thread::scope(|scope| {
        scope.spawn(|| {
            while !done.is_set() {
                if stop.is_set() || begun.elapsed() > plan.within {
                    over.stop();
                }
                thread::sleep(Duration::from_millis(20));
            }
        });
        let grade = graded(plan, &over, watch);
        done.stop();
        grade
    });
    hosted::end_strays();
    if grade.cut_short.is_some() && stop.is_set() {
        grade.cut_short = Some("somebody ended it");
    }
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
    let udp = plan.wire == Wire::Udp;
    for level in 1..=plan.level {
        watch(&format!("level {level}"));
        let probes = table(udp).iter().filter(|one| one.level == level);
        let probes: Vec<_> = probes.collect();
        let found = beside(&bench, &probes, |probe| tried(probe, &bench));
        let cut = found.iter().any(Option::is_none);
        let found = probes.iter().zip(found);
        let found = found.filter_map(|(probe, found)| Some((*probe, found?)));
        let kept = keep(&mut grade, found.collect());
        if cut {
            grade.cut_short = Some(OVER);
        }
        if cut || !kept {
            break;
        }
        grade.level = level;
        if level == 1 {
            watch("the model");
            find_model(&mut bench, &mut grade);
        }
    }
    grade
}

/// Servers of our own wait beside each other: that saves most of the time.
/// One that runs already would have to be shared.
fn beside<T: Send>(
    bench: &Bench,
    probes: &[&Probe],
    play: impl Fn(&Probe) -> Option<T> + Sync,
) -> Vec<Option<T>> {
    if !bench.subject.is_ours() {
        return probes.iter().map(|probe| play(probe)).collect();
    }
    let play = &play;
    thread::scope(|scope| {
        let begin = |&probe| scope.spawn(move || play(probe));
        let all: Vec<_> = probes.iter().map(begin).collect();
        // A probe that panics has found nothing.
        all.into_iter().map(|one| one.join().unwrap_or(None)).collect()
    })
}

/// Writes down what was found on a level; whether nothing was broken.
fn keep(grade: &mut Grade, found: Vec<(&Probe, Finding)>) -> bool {
    let is_broken = |finding: &Finding| matches!(finding, Finding::Broken(_));
    let broken = found.iter().filter(|(_, finding)| is_broken(finding));
    let broken: Vec<_> = broken.map(|(probe, _)| probe.name).collect();
    for (probe, mut finding) in found {
        let first = probe.after.filter(|first| broken.contains(first));
        if let Some(first) = first.filter(|_| is_broken(&finding)) {
            let why = format!("{first} must be mended first");
            finding = Finding::Untold(why);
        }
        grade.tried.push(Tried {
            level: probe.level,
            probe: probe.name,
            promise: probe.promise,
            finding,
        });
    }
    broken.is_empty()
}

fn find_model(bench: &mut Bench, grade: &mut Grade) {
    match twice(bench, || model(bench)) {
        Ok((model, _)) => {
            bench.at_a_time = match model.at_a_time {
                AtATime::One => Some(1),
                AtATime::Some(n) => Some(n),
                AtATime::Each | AtATime::Udp => None,
            };
            grade.model = Some(model);
        }
        Err(Fault::Broken { sent, expected, miss }) => {
            let hint = "try it by hand: echostage client, or telnet";
            let seen = miss.seen;
            grade.no_model = Some(Broken { sent, expected, seen, hint });
        }
        Err(Fault::Untold(_)) => {}
        Err(Fault::Stopped) => grade.cut_short = Some(OVER),
    }
}

fn model(bench: &Bench) -> Result<Model, Fault> {
    let host = bench.host(None)?;
    if bench.wire == Wire::Udp { Ok(Model::of_udp()) } else { Model::of(&host) }
}

/// Who is late is tried once more, with a server of its own: the machine may
/// be busy. Then it is told as well.
fn twice<T>(
    bench: &Bench,
    mut play: impl FnMut() -> Result<T, Fault>,
) -> Result<(T, Option<String>), Fault> {
    match play() {
        Ok(found) => Ok((found, None)),
        // What was cut off proves nothing.
        Err(_) if bench.go_on().is_err() => Err(Fault::Stopped),
        Err(Fault::Broken { miss, .. }) if miss.late => {
            let found = play();
            bench.go_on()?;
            Ok((found?, Some(miss.seen)))
        }
        Err(fault) => Err(fault),
    }
}

/// None: it was stopped.
fn tried(probe: &Probe, bench: &Bench) -> Option<Finding> {
    let played = twice(bench, || {
        let mut host = bench.host(probe.descriptors)?;
        let kept = (probe.play)(bench, &mut host);
        // Who has ended in the middle of it has kept nothing. (Some probes
        // end it themselves, and find nothing broken then.)
        match (kept, host.fate()) {
            (Err(Fault::Broken { sent, expected, miss }), Some(fate))
                if !miss.seen.starts_with("it ended") =>
            {
                let seen = format!("{}; {fate}", miss.seen);
                Err(broken(sent, expected, seen))
            }
            (kept, _) => kept,
        }
    });
    Some(match played {
        Ok((evidence, None)) => Finding::Kept(evidence),
        Ok((evidence, Some(first))) => Finding::Kept(format!(
            "{evidence}; only when tried again, at first: {first}"
        )),
        Err(Fault::Broken { sent, expected, miss }) => {
            let (seen, hint) = (miss.seen, probe.hint);
            Finding::Broken(Broken { sent, expected, seen, hint })
        }
        Err(Fault::Untold(why)) => Finding::Untold(why),
        Err(Fault::Stopped) => return None,
    })
}
