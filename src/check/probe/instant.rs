//! Two hundred clients at one instant.

use super::Probe;
use crate::check::bench::Bench;
use crate::check::finding::{Fault, Kept, broken};
use crate::check::said::{Miss, late};
use crate::check::subject::Host;
use crate::load::{self, Kind, Plan, Until};
use std::collections::BTreeMap;
use std::process::Command;
use std::time::Duration;

pub const INSTANT: Probe = Probe {
    name: "instant",
    level: 4,
    promise: "200 clients at one instant are all answered",
    hint: "accept in a loop that nothing else holds up, and let a failed \
           accept be one client's failure. The backlog that listen was given \
           bounds how many may knock at once",
    descriptors: None,
    after: None,
    play,
};

const CLIENTS: usize = 200;
/// A connection that finds no place in the kernel's queue is tried again
/// after 1, 3 and 7 seconds; and 200 short-lived processes are a lot of work
/// for a busy machine.
const MOST: Duration = Duration::from_secs(10);

fn play(bench: &Bench, host: &mut Host) -> Kept {
    // Beyond its limit it may turn away.
    let clients = bench.limit.unwrap_or(CLIENTS).min(CLIENTS);
    let plan = Plan {
        clients,
        size: 64,
        churn: true,
        until: Until::Requests(clients as u64),
        patience: MOST,
        ..Plan::to(host.addr)
    };
    let report = load::run(&plan, bench.stop, &mut |_| ())
        .map_err(|e| Fault::Untold(format!("our own load failed: {e}")))?;
    bench.go_on()?;
    if report.answered < clients as u64 || !report.errors.is_empty() {
        let missed = Missed {
            errors: &report.errors,
            backlog: host.pid().and_then(|_| backlog(host.addr.port())),
            places: bench.at_a_time.filter(|_| bench.limit.is_none()),
        };
        return Err(broken(
            format!("{clients} connections at one instant, a line on each"),
            format!("{clients} lines back"),
            missed.told(report.answered),
        ));
    }
    Ok(format!(
        "{clients} clients were answered, the last one after {} ms",
        report.latency.max() / 1_000_000
    ))
}

/// What came of those that were not answered, and what may be the reason.
struct Missed<'a> {
    errors: &'a BTreeMap<Kind, u64>,
    backlog: Option<usize>,
    /// So many clients at a time, without a limit that was told us.
    places: Option<usize>,
}

impl Missed<'_> {
    fn told(&self, answered: u64) -> Miss {
        let named = |(kind, n): (&Kind, &u64)| format!("{n} {}", kind.name());
        let errors: Vec<String> = self.errors.iter().map(named).collect();
        let seen = format!("{answered} lines back; {}", errors.join(", "));
        let silence = |kind: &Kind| {
            matches!(kind, Kind::NotConnected | Kind::NeverAnswered)
        };
        let silent = self.errors.keys().all(silence);
        match (self.backlog, self.places) {
            (Some(few), _) if silent && few < CLIENTS / 2 => format!(
                "{seen}: its backlog (listen) is {few}, and whom it had not \
                 accepted by then found no place"
            )
            .into(),
            _ if silent => late(seen),
            (_, Some(n)) => format!(
                "{seen}; it serves {n} at a time: if that is its limit, say \
                 --limit {n}"
            )
            .into(),
            _ => seen.into(),
        }
    }
}

/// How many may wait in the kernel's queue of who listens there, as `ss` tells
/// it (Send-Q): the kernel's tables of text don't have it.
fn backlog(port: u16) -> Option<usize> {
    let filter = format!("sport = :{port}");
    let told = Command::new("ss").args(["-Hltn", &filter]).output().ok()?;
    let told = String::from_utf8(told.stdout).ok()?;
    told.split_whitespace().nth(2)?.parse().ok()
}
