//! The least that an echo server does.

use super::Probe;
use crate::check::bench::Bench;
use crate::check::finding::{Kept, broken};
use crate::check::peer::MOMENT;
use crate::check::subject::Host;
use crate::trace::escape;

pub const LINE: Probe = Probe {
    name: "line",
    level: 1,
    promise: "a line comes back as it was sent, and nothing else",
    hint: "send back what you received, also the CR and the LF, and nothing \
           of your own: no greeting, no prompt",
    descriptors: None,
    after: None,
    play,
};

fn play(_: &Bench, host: &mut Host) -> Kept {
    let mut peer = host.come()?;
    let line = b"hello, echo\r\n";
    peer.ask(line, "the line \"hello, echo\\r\\n\"")?;
    let more = peer.hear(64, MOMENT);
    if !more.bytes.is_empty() {
        let more = escape(&more.bytes, 24);
        return Err(broken(
            "the line \"hello, echo\\r\\n\"",
            "these 13 bytes and no more",
            format!("more bytes after them: \"{more}\""),
        ));
    }
    let next = b"and another\r\n";
    peer.ask(next, "a second line on the same connection")?;
    Ok("two lines came back on one connection, byte by byte".into())
}
