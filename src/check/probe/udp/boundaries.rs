//! A datagram is a message: it is neither divided nor joined.

use crate::check::bench::Bench;
use crate::check::finding::{Kept, broken};
use crate::check::peer::PATIENCE;
use crate::check::probe::Probe;
use crate::check::said::{lasting, late};
use crate::check::sender::Sender;
use crate::check::subject::Host;

pub const BOUNDARIES: Probe = Probe {
    name: "boundaries",
    level: 2,
    promise: "three datagrams make three answers, an empty one, too",
    hint: "one receive is one datagram, and one answer; a length of 0 is no \
           end and no error here",
    descriptors: None,
    after: None,
    play,
};

fn play(_: &Bench, host: &mut Host) -> Kept {
    let sender = Sender::to(host.addr)?;
    let all = [&b"one, no newline"[..], b"", b"three\nlines\n\n"];
    let sent = "three datagrams at once: 15, 0 and 13 bytes";
    for one in all {
        sender.say(one)?;
    }
    for (nth, one) in all.iter().enumerate() {
        let back = sender.hear(PATIENCE).map(|(bytes, _)| bytes);
        if back.as_deref() != Some(one) {
            let seen = match back {
                Some(back) => format!("{} bytes", back.len()).into(),
                None => late(format!("nothing in {}", lasting(PATIENCE))),
            };
            let expected = format!("answer {} of {} bytes", nth + 1, one.len());
            return Err(broken(sent, expected, seen));
        }
    }
    Ok("datagrams of 15, 0 and 13 bytes came back one by one".into())
}
