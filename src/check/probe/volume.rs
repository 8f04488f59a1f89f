//! More than the kernel holds: who writes must write until all is written.

use super::Probe;
use crate::check::bench::Bench;
use crate::check::finding::{Kept, broken};
use crate::check::peer::MOMENT;
use crate::check::subject::Host;

pub const VOLUME: Probe = Probe {
    name: "volume",
    level: 2,
    promise: "8 MB in lines, sent without a pause, come back",
    hint: "a write may take fewer bytes than you gave it: look at what it \
           returns, and write the rest",
    descriptors: None,
    after: None,
    play,
};

const LINES: usize = 125_000;

fn play(_: &Bench, host: &mut Host) -> Kept {
    let line = |n| format!("{n:063}\n").into_bytes();
    let all: Vec<u8> = (0..LINES).flat_map(line).collect();
    let sent = "8,000,000 bytes in 125,000 numbered lines";
    // We begin to read when nothing more fits into the kernel's buffers.
    let heard = host.come()?.echoed(&all, MOMENT);
    if let Some(miss) = heard.unlike(&all) {
        return Err(broken(sent, "the same bytes", miss));
    }
    Ok("8,000,000 bytes came back in order".into())
}
