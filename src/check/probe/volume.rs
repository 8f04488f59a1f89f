//! More than the kernel holds: who writes must write until all is written.

use super::Probe;
use crate::check::bench::Bench;
use crate::check::finding::Kept;
use crate::check::subject::Host;

pub const VOLUME: Probe = Probe {
    name: "volume",
    level: 2,
    promise: "2 MB in lines, sent without a pause, come back",
    hint: "a write may take fewer bytes than you gave it: look at what it \
           returns, and write the rest",
    descriptors: None,
    after: None,
    play,
};

const LINES: usize = 31_250;

fn play(_: &Bench, host: &mut Host) -> Kept {
    let line = |n| format!("{n:063}\n").into_bytes();
    let all: Vec<u8> = (0..LINES).flat_map(line).collect();
    let sent = "2,000,000 bytes in 31,250 numbered lines";
    host.come()?.ask(&all, sent)?;
    Ok("2,000,000 bytes came back in order".into())
}
