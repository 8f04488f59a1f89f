//! Whether a server rests when there is nothing to do.

use crate::check::bench::Bench;
use crate::hosted::Turns;
use std::time::Duration;

/// In percent of a processor: much less than who never rests, much more than
/// who looks now and then.
pub const MOST: f64 = 50.0;

/// What it wants of a processor, in percent; None where the system does not
/// show it. A finite piece of work may look like a spin on a busy machine: so
/// who does not rest is looked at again, and longer.
pub fn wants(bench: &Bench, pid: u32) -> Option<f64> {
    let mut share = 0.0;
    for window in [300, 600, 900] {
        let before = Turns::of(pid);
        bench.until(Duration::from_millis(window), || false);
        let now = Turns::of(pid);
        if !before.are_shown() || !now.are_shown() {
            return None;
        }
        share = 100.0 * now.share_since(&before);
        if share <= MOST {
            break;
        }
    }
    Some(share)
}
