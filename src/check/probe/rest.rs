//! Whether a server rests when there is nothing to do.

use crate::check::bench::Bench;
use crate::hosted::Turns;
use std::time::Duration;

/// In percent of a processor: much less than who never rests, much more than
/// who looks now and then.
pub const MOST: f64 = 50.0;
/// Who wants less rests: it looks now and then.
const LITTLE: f64 = 10.0;
/// Nanoseconds on a processor, by which one that never rests is known.
const ENOUGH: u64 = 200_000_000;

/// What it wants of a processor, in percent; None where the system does not
/// show it. A finite piece of work may look like a spin on a busy machine, and
/// a spin like less where a virtual machine's host takes the processor away: so
/// who does not rest is looked at again, and longer.
pub fn wants(bench: &Bench, pid: u32) -> Option<f64> {
    let first = share(bench, pid, Duration::from_millis(400))?;
    match first > LITTLE {
        true => share(bench, pid, Duration::from_secs(1)),
        false => Some(first),
    }
}

fn share(bench: &Bench, pid: u32, window: Duration) -> Option<f64> {
    let before = Turns::of(pid);
    bench.until(window, || false);
    let mut now = Turns::of(pid);
    if !before.are_shown() || !now.are_shown() {
        return None;
    }
    // On a busy machine little of it is told: how long one waits for a
    // processor is known only when it has had one.
    let enough = |now: &Turns| now.ran().saturating_sub(before.ran()) >= ENOUGH;
    bench.until(Duration::from_secs(5), || {
        let rests = !now.are_runnable();
        now = Turns::of(pid);
        rests || enough(&now)
    });
    Some(100.0 * now.share_since(&before))
}
