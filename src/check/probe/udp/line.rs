//! The least that a UDP echo server does.

use crate::check::bench::Bench;
use crate::check::finding::{Kept, broken};
use crate::check::peer::MOMENT;
use crate::check::probe::Probe;
use crate::check::sender::Sender;
use crate::check::subject::Host;
use crate::trace::escape;

pub const LINE: Probe = Probe {
    name: "datagram",
    level: 1,
    promise: "a datagram comes back as it was sent, once",
    hint: "send what you received to the address that it came from, through \
           the socket that it came in by",
    descriptors: None,
    after: None,
    play,
};

fn play(_: &Bench, host: &mut Host) -> Kept {
    let sender = Sender::to(host.addr)?;
    let sent = "the datagram \"hello, echo\\r\\n\"";
    sender.ask(b"hello, echo\r\n", sent)?;
    if let Some((more, _)) = sender.hear(MOMENT) {
        let seen = format!("another one: \"{}\"", escape(&more, 24));
        return Err(broken(sent, "one datagram back", seen));
    }
    sender.ask(b"and another\r\n", "a second datagram")?;
    Ok("two datagrams came back, each once".into())
}
