//! Ends a process, and only after a person has said y: first asked to (TERM),
//! then, asked about again, killed.

use super::answer::agreed;
use crate::commands::Failure;
use crate::commands::timeline::show;
use crate::doctor::{Finding, Patient, Process};
use std::io;
use std::time::Duration;

/// A server needs a second to say goodbye (`--grace`).
const PATIENCE: Duration = Duration::from_secs(2);
/// What was killed is gone when the kernel has cleaned up.
const KILLED: Duration = Duration::from_secs(2);

/// Returns whom it has ended.
pub fn offer(found: &[Finding], asks: bool) -> Result<Vec<u32>, Failure> {
    let mut all: Vec<&Process> =
        found.iter().filter_map(|one| one.process.as_ref()).collect();
    all.sort_by_key(|one| one.pid);
    all.dedup_by_key(|one| one.pid); // over TCP and over UDP, or twice over
    all.retain(|one| !one.is_above_us());
    if all.is_empty() {
        return Ok(vec![]);
    }
    if !asks {
        show(&format!(
            "nothing was ended: that is asked for on a terminal only; by \
             hand: {}\n",
            by_hand(&all)
        ))?;
        return Ok(vec![]);
    }
    let mut ended = Vec::new();
    for one in all {
        match cure(one)? {
            Ok(true) => ended.push(one.pid),
            Ok(false) => (),
            Err(e) => show(&format!("cannot end {}: {e}\n", one.name()))?,
        }
    }
    Ok(ended)
}

/// A stopped one hears of its end only when it goes on.
fn by_hand(all: &[&Process]) -> String {
    let pids = |all: &mut dyn Iterator<Item = &&Process>| {
        all.map(|one| format!(" {}", one.pid)).collect::<String>()
    };
    let kill = format!("kill{}", pids(&mut all.iter()));
    let stopped = pids(&mut all.iter().filter(|one| one.is_stopped()));
    match &*stopped {
        "" => kill,
        pids => format!("{kill}; kill -CONT{pids}"),
    }
}

/// Whether it has ended; or why it can't be.
fn cure(process: &Process) -> Result<io::Result<bool>, Failure> {
    let Process { pid, words, .. } = process;
    let state = if process.is_stopped() { ", stopped" } else { "" };
    if !agreed(&format!("end pid {pid} ({words}{state})?"))? {
        return Ok(Ok(false));
    }
    // From here on it is this very process.
    let patient = match Patient::find(process) {
        Ok(Some(patient)) => patient,
        Ok(None) => return gone(process),
        Err(e) => return Ok(Err(e)),
    };
    match patient.ask().and_then(|()| patient.ends_in(PATIENCE)) {
        Ok(true) => return gone(process),
        Ok(false) => (),
        Err(e) => return Ok(Err(e)),
    }
    if !agreed(&format!("pid {pid} has not ended in 2 s; kill it?"))? {
        return Ok(Ok(false));
    }
    match patient.kill().and_then(|()| patient.ends_in(KILLED)) {
        Ok(true) => gone(process),
        Ok(false) => Ok(Err(io::Error::other("the kernel keeps it"))),
        Err(e) => Ok(Err(e)),
    }
}

fn gone(process: &Process) -> Result<io::Result<bool>, Failure> {
    show(&format!("pid {} has ended\n", process.pid))?;
    Ok(Ok(true))
}
