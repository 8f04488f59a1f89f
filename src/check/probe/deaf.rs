//! Somebody sends, and never reads an answer.

use super::{Probe, rest};
use crate::check::bench::Bench;
use crate::check::finding::{Kept, broken};
use crate::check::peer::PATIENCE;
use crate::check::said::{Miss, late};
use crate::check::subject::Host;
use crate::hosted::taken;

pub const DEAF: Probe = Probe {
    name: "deaf",
    level: 4,
    promise: "a client that never reads holds nobody, no memory, no processor",
    hint: "when an answer can't be written, stop reading from that client: \
           then its own kernel holds it back. An answer that is kept until it \
           can go needs a bound; and who tries again and again to write it \
           eats a processor",
    descriptors: None,
    after: None,
    play,
};

/// More than both kernels hold for a connection, by far.
const POURED: usize = 64 << 20;
/// Half of that: a runtime may take some for itself meanwhile.
const MOST_KEPT: f64 = 32.0 * 1024.0 * 1024.0;

fn play(bench: &Bench, host: &mut Host) -> Kept {
    let memory = |host: &Host| host.pid().and_then(taken::memory);
    let before = memory(host);
    let mut deaf = host.come()?;
    let sent = "64 MiB at most from a client that never reads";
    let fail = |expected: &str, seen: Miss| broken(sent, expected, seen);
    let pid = host.pid();
    let (mut out, mut share) = (0, None);
    // Until no more goes out, also when it has had a processor for long.
    loop {
        bench.go_on()?;
        // It may end who does not read: that bounds it as well.
        let more = deaf.pour(POURED - out).unwrap_or_default();
        out += more;
        share = pid.and_then(|pid| rest::wants(bench, pid)).or(share);
        if more == 0 || out >= POURED {
            break;
        }
    }
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
    if let Some(share) = share.filter(|share| *share > rest::MOST) {
        drop((deaf, next));
        // Who never rests does not do it because of them.
        let then = pid.and_then(|pid| rest::wants(bench, pid));
        if then.is_some_and(|then| then <= rest::MOST) {
            let seen =
                format!("it wants {share:.0} % of a processor meanwhile");
            let expected = "it to rest until its answer can be written";
            return Err(fail(expected, late(seen)));
        }
    }
    Ok(format!(
        "it took {} from who never reads, and answered another",
        mib(out as f64)
    ))
}
