//! A line may be longer than any buffer.

use super::Probe;
use crate::check::bench::Bench;
use crate::check::finding::Kept;
use crate::check::subject::Host;

pub const LONG_LINE: Probe = Probe {
    name: "long-line",
    level: 2,
    promise: "a line of 100,000 bytes comes back whole",
    hint: "a buffer has an end: what does not fit is read next, and must be \
           sent back as well",
    descriptors: None,
    after: None,
    play,
};

fn play(_: &Bench, host: &mut Host) -> Kept {
    // Letters that don't repeat where a buffer would: a piece that is lost,
    // or sent twice, shows.
    let mut line: Vec<u8> =
        (0..99_999_u32).map(|n| b'a' + (n % 23) as u8).collect();
    line.push(b'\n');
    host.come()?.ask(&line, "one line of 100,000 bytes")?;
    Ok("100,000 bytes without a newline among them came back".into())
}
