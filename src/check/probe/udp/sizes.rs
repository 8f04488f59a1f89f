//! From one byte to the largest that fits.

use crate::check::bench::Bench;
use crate::check::finding::Kept;
use crate::check::probe::Probe;
use crate::check::sender::Sender;
use crate::check::subject::Host;

pub const SIZES: Probe = Probe {
    name: "sizes",
    level: 2,
    promise: "datagrams of 1 to 65,507 bytes come back whole",
    hint: "what does not fit into the buffer of a receive is cut off, and \
           lost: give it 65,535 bytes",
    descriptors: None,
    after: None,
    play,
};

/// 1,472 fit an Ethernet frame; 65,507 are the most over IPv4.
const SIZES_TRIED: [usize; 5] = [1, 1_472, 1_473, 9_000, 65_507];

fn play(_: &Bench, host: &mut Host) -> Kept {
    let sender = Sender::to(host.addr)?;
    for size in SIZES_TRIED {
        let bytes: Vec<u8> = (0..size).map(|n| (n * 7 % 251) as u8).collect();
        sender.ask(&bytes, &format!("a datagram of {size} bytes"))?;
    }
    Ok("1, 1,472, 1,473, 9,000 and 65,507 bytes came back".into())
}
