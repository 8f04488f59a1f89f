//! One contestant's turn: what it is asked, and what is made of the answers.

use crate::load::{self, Kind, Limit, Plan, Report, Stop, Wire};
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

/// What one turn has shown: a figure for each row of the scenario.
#[derive(Clone, Debug, Default)]
pub struct Turn {
    /// None: there was nothing to measure, and `text` stands instead.
    pub values: Vec<Option<f64>>,
    pub text: Option<String>,
    pub note: Option<String>,
    /// Clients that had an answer, of how many. Not compared is who serves
    /// fewer than all in each of its turns.
    pub served: Option<(usize, usize)>,
    /// Why the values are shown, and not compared.
    pub apart: Option<String>,
    /// What else than the server was the limit, in words.
    pub limit: Option<&'static str>,
    /// Answers, for what each has cost.
    pub answered: u64,
}

/// Why a contestant is out of a scenario.
#[derive(Clone, Debug)]
pub enum Fault {
    /// Other bytes than were asked for.
    Wrong(String),
    Not(String),
    /// Somebody wants us to end: the turn does not count.
    Stopped,
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Not(error.to_string())
    }
}

/// A server that waits for its turn.
pub struct Host<'a> {
    /// Which of the contestants.
    pub nth: usize,
    pub addr: SocketAddr,
    pub pid: u32,
    pub udp: bool,
    /// The turn counts: it is not the one that warms up.
    pub counts: bool,
    pub stop: &'a Stop,
}

impl Host<'_> {
    /// So many clients that wait for each answer no longer than that.
    pub fn plan(&self, clients: usize, patience: Duration) -> Plan {
        let wire = if self.udp { Wire::Udp } else { Wire::Tcp };
        let plan = Plan::to(self.addr);
        let threads = plan.threads.min(clients);
        Plan { wire, clients, patience, threads, ..plan }
    }

    /// Fails when an answer was wrong, or none came at all.
    pub fn load(&self, plan: &Plan) -> Result<Report, Fault> {
        let report = load::run(plan, self.stop, &mut |_| ())?;
        if report.cut_short || self.stop.is_set() {
            return Err(Fault::Stopped);
        }
        judge(report, plan)
    }
}

/// What else than the server was the limit (see `Report::limit`), in words
/// that are the same for all of whom it is said.
pub fn limit(report: &Report) -> Option<&'static str> {
    match report.limit()? {
        Limit::Load(_) => {
            Some("the load was the limit: the server may be faster")
        }
        Limit::Machine(..) => Some(
            "the machine was the limit, shared with the load: alone, the \
             server may be faster",
        ),
        // Only where requests are due by a clock, and here none do.
        Limit::Late(_) => None,
    }
}

/// What a report is worth. Fails as `load` does.
pub fn judge(report: Report, plan: &Plan) -> Result<Report, Fault> {
    let count = |kind| report.errors.get(&kind).copied().unwrap_or(0);
    let wrong = count(Kind::Corrupt) + count(Kind::Unasked);
    if wrong > 0 {
        return Err(Fault::Wrong(format!("wrong answers: {wrong}")));
    }
    if report.answered == 0 {
        let most = plan.patience.as_millis();
        let why = trouble(&report);
        let why = why.unwrap_or(format!("never answered in {most} ms"));
        return Err(Fault::Not(why));
    }
    Ok(report)
}

/// What went wrong beside the answers; who was never served is told
/// elsewhere.
pub fn trouble(report: &Report) -> Option<String> {
    told(report, u64::MAX)
}

/// The same with what was never answered, but for one request of each client
/// that was never served: who stops to answer may have answered quickly.
pub fn stalls(report: &Report, unserved: usize) -> Option<String> {
    told(report, unserved as u64)
}

fn told(report: &Report, unserved: u64) -> Option<String> {
    let named = |(kind, n): (&Kind, &u64)| {
        // Silent ones did not ask.
        let silent = report.silent_lost.get(kind).copied().unwrap_or(0);
        let mut n = n.saturating_sub(silent);
        let what = match kind {
            Kind::NeverAnswered => {
                n = n.saturating_sub(unserved);
                "never answered"
            }
            Kind::Refused => "refused",
            Kind::NotConnected => "not connected",
            Kind::NoPort => "without a port: this machine has none left",
            Kind::TurnedAway => "turned away",
            Kind::ClosedFirst => "closed before the first answer",
            Kind::ClosedEarly => "closed early",
            Kind::Reset => "reset",
            Kind::Corrupt | Kind::Unasked => "answered wrongly",
            Kind::Other => "failed",
        };
        (n > 0).then(|| format!("{n} {what}"))
    };
    let all: Vec<String> = report.errors.iter().filter_map(named).collect();
    (!all.is_empty()).then(|| all.join(", "))
}
