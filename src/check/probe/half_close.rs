//! The end of our half is not the end of the connection.

use super::Probe;
use crate::check::bench::Bench;
use crate::check::finding::{Kept, broken};
use crate::check::peer::{PATIENCE, said};
use crate::check::said::{End, Miss};
use crate::check::subject::Host;

pub const HALF_CLOSE: Probe = Probe {
    name: "half-close",
    level: 2,
    promise: "who ends its half still gets all its answers, then an end",
    hint: "an end-of-file means that the client sends no more; answer what \
           came before it, then close. Closing earlier, or with bytes unread, \
           destroys what is under way",
    descriptors: None,
    after: None,
    play,
};

fn play(_: &Bench, host: &mut Host) -> Kept {
    let mut peer = host.come()?;
    // As much as both kernels hold: answers are still under way when the
    // end comes.
    let mut bytes: Vec<u8> = b"0123456789abcde\n".repeat(4096);
    bytes[65_535] = b'!'; // what is no whole line must not be lost
    let sent = "65,536 bytes, then the end of our half (shutdown)";
    let fail = |seen: Miss| broken(sent, "65,536 bytes, then its end", seen);
    if let Err(e) = peer.say(&bytes).and_then(|()| peer.half_close()) {
        return Err(fail(format!("while we sent: {}", said(&e)).into()));
    }
    let heard = peer.hear(bytes.len(), PATIENCE);
    if let Some(seen) = heard.unlike(&bytes) {
        return Err(fail(seen));
    }
    let rest = peer.hear(1, PATIENCE);
    if rest.end != End::Closed {
        return Err(fail(rest.missed_end("all bytes, then")));
    }
    Ok("after our end-of-file 65,536 bytes came back, then its end".into())
}
