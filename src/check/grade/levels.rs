//! The model, then level by level, up to the first that is not kept.

use super::tried::{tried, twice};
use super::{Grade, Plan};
use crate::check::bench::Bench;
use crate::check::finding::{Broken, Fault, Finding, Tried};
use crate::check::model::{AtATime, Model};
use crate::check::probe::{Probe, table};
use crate::check::said::Miss;
use crate::load::{Stop, Wire};
use std::thread;

const OVER: &str = "its time was over: --within SECONDS gives it more";
const FAILED: &str = "check itself failed here: that is a bug of echostage, and \
                      not of the server";

pub fn graded(plan: &Plan, stop: &Stop, watch: &mut dyn FnMut(&str)) -> Grade {
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
        let good = keep(&mut grade, found.collect());
        if cut {
            grade.cut_short = Some(OVER);
        }
        let here = grade.tried.iter().filter(|one| one.level == level);
        let mut here = here.map(|one| &one.finding);
        let told = here.any(|one| matches!(one, Finding::Kept(_)));
        if good && !cut && !told {
            grade.untold = Some(level);
        }
        if cut || !good || !told {
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
fn beside(
    bench: &Bench,
    probes: &[&Probe],
    play: impl Fn(&Probe) -> Option<Finding> + Sync,
) -> Vec<Option<Finding>> {
    let play = &play;
    let found = |all: &[&Probe]| -> Vec<_> {
        thread::scope(|scope| {
            let begin = |&probe| scope.spawn(move || play(probe));
            let all: Vec<_> = all.iter().map(begin).collect();
            let panicked = |_| Some(Finding::Failed(FAILED.into()));
            let found = all.into_iter().map(|one| one.join());
            found.map(|one| one.unwrap_or_else(panicked)).collect()
        })
    };
    match bench.subject.is_ours() {
        true => found(probes),
        false => probes.chunks(1).flat_map(found).collect(),
    }
}

/// Writes down what was found on a level; whether nothing speaks against it.
fn keep(grade: &mut Grade, found: Vec<(&Probe, Finding)>) -> bool {
    let is_broken = |finding: &Finding| matches!(finding, Finding::Broken(_));
    let failed = found.iter().any(|(_, one)| matches!(one, Finding::Failed(_)));
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
    broken.is_empty() && !failed
}

fn find_model(bench: &mut Bench, grade: &mut Grade) {
    match twice(bench, || model(bench)) {
        Ok((model, _)) => {
            bench.at_a_time = match model.at_a_time {
                AtATime::One => Some(1),
                AtATime::Some(n) => Some(n),
                AtATime::Each => model.at_most,
                AtATime::AtLeast(_) | AtATime::Udp => None,
            };
            grade.model = Some(model);
        }
        Err(Fault::Broken { sent, expected, miss }) => {
            let by_hand = "try it by hand: echostage client, or telnet";
            let Miss { seen, wrote, hint, .. } = miss;
            let hint = hint.unwrap_or(by_hand);
            let none = Broken { sent, expected, seen, wrote, hint };
            grade.no_model = Some(none);
        }
        Err(Fault::Untold(seen)) => {
            grade.no_model = Some(Broken {
                sent: "clients that come and stay".into(),
                expected: "to see how many are served at a time".into(),
                seen,
                wrote: None,
                hint: "raise what stands in the way, and check again",
            });
        }
        Err(Fault::Stopped) => grade.cut_short = Some(OVER),
    }
}

fn model(bench: &Bench) -> Result<Model, Fault> {
    let host = bench.host(None)?;
    if bench.wire == Wire::Udp {
        Ok(Model::of_udp())
    } else {
        Model::of(bench, &host)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Subject;
    use std::net::SocketAddr;

    #[test]
    fn a_probe_that_panics_is_a_finding_of_its_own() {
        let subject = Subject::There(SocketAddr::from(([127, 0, 0, 1], 1)));
        let bench = Bench {
            subject: &subject,
            wire: Wire::Tcp,
            stop: &Stop::new(),
            limit: None,
            at_a_time: None,
        };
        let probe = &table(false)[0];
        let found = beside(&bench, &[probe], |_| Vec::new().remove(0));
        assert_eq!(found, [Some(Finding::Failed(FAILED.into()))]);
        let found = found.into_iter().flatten().map(|one| (probe, one));
        assert!(!keep(&mut Grade::new(), found.collect()));
    }
}
