//! Bytes are not text: zero, 255 and half a letter come back, too.

use super::Probe;
use crate::check::bench::Bench;
use crate::check::finding::Kept;
use crate::check::subject::Host;

pub const BINARY: Probe = Probe {
    name: "binary",
    level: 2,
    promise: "each of the 256 bytes comes back as itself",
    hint: "count bytes instead of looking for an end in them: a zero byte \
           ends no message, and not everything is text",
    descriptors: None,
    after: None,
    play,
};

fn play(_: &Bench, host: &mut Host) -> Kept {
    let mut bytes: Vec<u8> = (0..=255).collect();
    // Its own end, for a server that waits for a line.
    bytes.extend(b"\xff\xfe\0\xc3\x28 \r \n");
    let sent = "all 256 bytes, in order, then a newline";
    host.come()?.ask(&bytes, sent)?;
    Ok("all 256 bytes came back".into())
}
