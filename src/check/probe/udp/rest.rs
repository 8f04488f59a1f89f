//! Nobody sends: then there is nothing to do.

use crate::check::bench::Bench;
use crate::check::finding::{Fault, Kept, broken};
use crate::check::peer::PATIENCE;
use crate::check::probe::{Probe, rest};
use crate::check::said::late;
use crate::check::sender::Sender;
use crate::check::subject::Host;

pub const REST: Probe = Probe {
    name: "rest",
    level: 5,
    promise: "it rests while nobody sends",
    hint: "a receive that waits costs nothing; one that comes back at once \
           with nothing, asked again and again, costs a processor",
    descriptors: None,
    after: None,
    play,
};

fn play(bench: &Bench, host: &mut Host) -> Kept {
    let pid = host.started("looked into")?;
    Sender::to(host.addr)?.is_answered(b"and now nothing", PATIENCE);
    let Some(share) = rest::wants(bench, pid) else {
        let why = "this system does not show how busy a server is";
        return Err(Fault::Untold(why.into()));
    };
    if share > rest::MOST {
        let seen = late(format!("it wants {share:.0} % of a processor"));
        return Err(broken("one datagram, then none", "it to rest", seen));
    }
    Ok(format!("with nothing to do it wanted {share:.0} % of a processor"))
}
