//! A burst, as much as a socket's buffer takes.

use crate::check::bench::Bench;
use crate::check::finding::{Kept, broken};
use crate::check::peer::{MOMENT, PATIENCE};
use crate::check::probe::Probe;
use crate::check::said::late;
use crate::check::sender::Sender;
use crate::check::subject::Host;
use crate::trace::escape;

pub const BURST: Probe = Probe {
    name: "burst",
    level: 4,
    promise: "100 datagrams at one instant come back, and none twice",
    hint: "between two receives do nothing that takes long: what finds the \
           socket's buffer full is dropped without a word",
    descriptors: None,
    after: None,
    play,
};

const SENDERS: usize = 10;
const EACH: usize = 10;

fn play(_: &Bench, host: &mut Host) -> Kept {
    let to = |_| Sender::to(host.addr);
    let all = (0..SENDERS).map(to).collect::<Result<Vec<_>, _>>()?;
    for nth in 0..EACH {
        for sender in &all {
            sender.say(format!("datagram {nth}").as_bytes())?;
        }
    }
    let mut back = 0;
    for sender in &all {
        let mut patience = PATIENCE;
        let mut heard = Vec::new();
        while let Some((bytes, _)) = sender.hear(patience) {
            if heard.contains(&bytes) {
                let seen = format!("\"{}\" came twice", escape(&bytes, 24));
                return Err(broken(SENT, "each of them back once", seen));
            }
            heard.push(bytes);
            patience = if heard.len() < EACH { PATIENCE } else { MOMENT / 8 };
        }
        back += heard.len();
        if heard.len() < EACH {
            let seen = format!("{} of 10 came back to one sender", heard.len());
            return Err(broken(SENT, "each of them back once", late(seen)));
        }
    }
    Ok(format!("{back} datagrams at one instant came back"))
}

const SENT: &str = "100 datagrams at one instant, from 10 senders";
