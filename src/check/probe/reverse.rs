//! Clients that speak in the reverse of the order in which they came.

use super::Probe;
use crate::check::bench::Bench;
use crate::check::finding::{Fault, Kept, broken};
use crate::check::peer::{PATIENCE, said};
use crate::check::said::Miss;
use crate::check::subject::Host;

pub const REVERSE: Probe = Probe {
    name: "reverse",
    level: 3,
    promise: "who comes last may speak first, and each hears its own words",
    hint: "clients in order pass on a one-at-a-time server: the kernel's queue \
           hides that they wait. Whose bytes are in a buffer that two share?",
    descriptors: None,
    after: Some("silent"),
    play,
};

fn play(bench: &Bench, host: &mut Host) -> Kept {
    // A pool of four is right, too; it serves four at a time.
    let clients = bench.at_a_time.unwrap_or(8).clamp(2, 8);
    let come = |_| host.come();
    let mut all = (0..clients).map(come).collect::<Result<Vec<_>, _>>()?;
    for round in ["first", "second"] {
        for (nth, peer) in all.iter_mut().enumerate().rev() {
            let line = format!("the {round} words of client {}\n", nth + 1);
            let heard = match peer.say(line.as_bytes()) {
                Ok(()) => peer.hear(line.len(), PATIENCE),
                Err(e) => return Err(failed(clients, nth, said(&e).into())),
            };
            if let Some(seen) = heard.unlike(line.as_bytes()) {
                return Err(failed(clients, nth, seen));
            }
        }
    }
    Ok(format!("{clients} clients spoke twice, the last one first"))
}

fn failed(clients: usize, nth: usize, miss: Miss) -> Fault {
    let sent =
        format!("{clients} clients come, and speak from the last to the first");
    broken(
        sent,
        "each has its own line back",
        miss.of(&format!("client {}", nth + 1)),
    )
}
