//! One promise that is tried: once, or twice where the machine may be slow.

use crate::check::bench::Bench;
use crate::check::finding::{Broken, Fault, Finding, broken};
use crate::check::nobody::not_started;
use crate::check::probe::Probe;
use crate::check::said::Miss;
use crate::hosted::Absent;

/// Who is late is tried once more, with a server of its own: the machine may
/// be busy. Then it is told as well.
pub fn twice<T>(
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
pub fn tried(probe: &Probe, bench: &Bench) -> Option<Finding> {
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
                let miss = Miss { hint: miss.hint, ..seen.into() };
                Err(broken(sent, expected, miss))
            }
            // A stack trace stands there, and the server goes on.
            (Err(Fault::Broken { sent, expected, miss }), None) => {
                let miss = Miss { wrote: host.last_words(), ..miss };
                Err(broken(sent, expected, miss))
            }
            // It had the port when it was looked for, and ended after that.
            (Ok(_), Some(_)) if host.is_in_background(bench.wire) => {
                Err(not_started(&Absent::Background))
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
            let Miss { seen, wrote, hint, .. } = miss;
            let hint = hint.unwrap_or(probe.hint);
            Finding::Broken(Broken { sent, expected, seen, wrote, hint })
        }
        Err(Fault::Untold(why)) => Finding::Untold(why),
        Err(Fault::Stopped) => return None,
    })
}
