//! UDP echo: no connection, so nobody accepts and nobody is inside. One loop
//! answers whoever sent the next datagram (UNP section 8.4).

use crate::{net::Datagrams, service::Pace};
use std::io;

pub fn run(mut socket: Datagrams, pace: Pace) -> io::Result<()> {
    let mut space = Datagrams::space();
    while let Some((datagram, sender)) = socket.receive(&mut space) {
        pace.think(&mut socket)?;
        socket.send(datagram, sender);
    }
    Ok(())
}
