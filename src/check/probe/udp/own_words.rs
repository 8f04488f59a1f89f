//! Many senders, and each hears its own words only.

use crate::check::bench::Bench;
use crate::check::finding::{Kept, broken};
use crate::check::peer::{MOMENT, PATIENCE};
use crate::check::probe::Probe;
use crate::check::said::late;
use crate::check::sender::Sender;
use crate::check::subject::Host;
use crate::trace::escape;

pub const OWN_WORDS: Probe = Probe {
    name: "own-words",
    level: 3,
    promise: "each of 8 senders hears its own words, and no others",
    hint: "the address of the sender belongs to its datagram: don't keep the \
           first one's, and don't connect the socket to it",
    descriptors: None,
    after: None,
    play,
};

fn play(_: &Bench, host: &mut Host) -> Kept {
    let to = |_| Sender::to(host.addr);
    let all = (0..8).map(to).collect::<Result<Vec<_>, _>>()?;
    let sent = "a datagram from each of 8 senders, the last one first";
    let words = |nth| format!("the words of sender {nth}");
    for (nth, sender) in all.iter().enumerate().rev() {
        sender.say(words(nth).as_bytes())?;
    }
    for (nth, sender) in all.iter().enumerate() {
        let mut next = sender.hear(PATIENCE);
        let own = |(back, _): &(Vec<u8>, _)| back == words(nth).as_bytes();
        if next.as_ref().is_some_and(own) {
            next = sender.hear(MOMENT / 8);
            if next.is_none() {
                continue;
            }
        }
        let seen = match next {
            Some((back, _)) => {
                format!("sender {nth} heard \"{}\"", escape(&back, 40)).into()
            }
            None => late(format!("sender {nth} heard nothing")),
        };
        return Err(broken(sent, "each hears its own words, once", seen));
    }
    Ok("8 senders, the last one first, heard their own words only".into())
}
