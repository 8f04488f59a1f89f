//! Somebody sends, and never reads an answer.

use super::Probe;
use crate::check::bench::Bench;
use crate::check::finding::{Kept, broken};
use crate::check::peer::PATIENCE;
use crate::check::said::Miss;
use crate::check::subject::Host;
use crate::hosted::taken;

pub const DEAF: Probe = Probe {
    name: "deaf",
    level: 4,
    promise: "a client that never reads holds nobody, and no memory",
    hint: "when an answer can't be written, stop reading from that client: \
           then its own kernel holds it back. An answer that is kept until it \
           can go needs a bound",
    descriptors: None,
    after: None,
    play,
};

/// More than both kernels hold for a connection, by far.
const POURED: usize = 64 << 20;
/// Half of that: a runtime may take some for itself meanwhile.
const MOST_KEPT: f64 = 32.0 * 1024.0 * 1024.0;

fn play(_: &Bench, host: &mut Host) -> Kept {
    let memory = |host: &Host| host.pid().and_then(taken::memory);
    let before = memory(host);
    let mut deaf = host.come()?;
    let sent = "64 MiB at most from a client that never reads";
    let fail = |expected: &str, seen: Miss| broken(sent, expected, seen);
    // It may end who does not read: that bounds it as well.
    let out = deaf.pour(POURED).unwrap_or_default();
    let kept = memory(host).zip(before).map(|(now, before)| now - before);
    let mut next = host.come()?;
    if let Some(seen) = next.miss(b"and I?\n", PATIENCE) {
        return Err(fail("another client to have its line back", seen));
    }
    let mib = |bytes: f64| format!("{:.0} MiB", bytes / 1024.0 / 1024.0);
    if let Some(kept) = kept.filter(|kept| *kept > MOST_KEPT) {
        let seen = format!("its memory grew by {}", mib(kept));
        let expected = "no more than 32 MiB to be kept of it";
        return Err(fail(expected, seen.into()));
    }
    Ok(format!(
        "it took {} from who never reads, and answered another",
        mib(out as f64)
    ))
}
