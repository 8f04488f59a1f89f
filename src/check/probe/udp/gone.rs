//! Who asked is gone before its answer: the kernel says so later.

use crate::check::bench::Bench;
use crate::check::finding::{Kept, broken};
use crate::check::peer::PATIENCE;
use crate::check::probe::Probe;
use crate::check::said::{Miss, late};
use crate::check::sender::Sender;
use crate::check::subject::Host;

pub const GONE: Probe = Probe {
    name: "gone",
    level: 4,
    promise: "50 senders that are gone before their answer cost it nothing",
    hint: "an ICMP error of an earlier answer may come back from a later call \
           (ECONNREFUSED): it is not the end of the socket",
    descriptors: None,
    after: None,
    play,
};

fn play(bench: &Bench, host: &mut Host) -> Kept {
    for _ in 0..50 {
        bench.go_on()?;
        Sender::to(host.addr)?.say(b"and gone")?; // closed here
    }
    let stays = Sender::to(host.addr)?;
    if !stays.is_answered(b"I stay", PATIENCE) {
        let seen = host.fate().map_or_else(|| late("no answer"), Miss::from);
        return Err(broken(
            "a datagram from each of 50 senders that close at once; then one \
             from a sender that stays",
            "its answer",
            seen,
        ));
    }
    Ok("after 50 senders that were gone another one was answered".into())
}
