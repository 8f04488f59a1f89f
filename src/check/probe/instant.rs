//! Two hundred clients at one instant.

use super::Probe;
use crate::check::bench::Bench;
use crate::check::finding::{Fault, Kept, broken};
use crate::check::subject::Host;
use crate::load::{self, Kind, Plan, Until};
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
    let named = |(kind, n): (&Kind, &u64)| format!("{n} {}", kind.name());
    let errors: Vec<String> = report.errors.iter().map(named).collect();
    bench.go_on()?;
    if report.answered < clients as u64 || !errors.is_empty() {
        return Err(broken(
            format!("{clients} connections at one instant, a line on each"),
            format!("{clients} lines back"),
            format!("{} lines back; {}", report.answered, errors.join(", ")),
        ));
    }
    Ok(format!(
        "{clients} clients were answered, the last one after {} ms",
        report.latency.max() / 1_000_000
    ))
}
