//! UDP to many: one thread receives and registers who speaks, another sends
//! on. Who makes the copies, we or the network? `--to` decides.

use super::Hall;
use crate::net::{Datagrams, To};
use crate::service::Letter;
use std::{io, thread::Builder};

pub fn run(hall: Hall) -> io::Result<()> {
    let Hall { mut socket, circle, pace, to, stack } = hall;
    let (letters, out) = (circle.open()?, socket.clone());
    let thread = Builder::new().name("sender".into()).stack_size(stack);
    let sender = thread.spawn(move || {
        for Letter { line, members, aloud } in letters {
            match to {
                // One datagram; the network copies it for each of its hosts.
                To::Broadcast(all) if aloud => out.send(&line, all),
                // One datagram; the network copies it for each who joined.
                To::Group(group) if aloud => out.send(&line, group),
                // A datagram for each: we make the copies.
                _ => members.iter().for_each(|one| one.tell(&out, &line)),
            }
        }
    })?;
    let mut space = Datagrams::space();
    while let Some((line, from)) = socket.receive(&mut space) {
        pace.think(&mut socket)?;
        circle.heard(line, from);
    }
    circle.close();
    sender.join().map_err(|_| io::Error::other("the sender panicked"))
}
