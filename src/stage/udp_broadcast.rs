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
        for letter in letters {
            send(&out, &letter, to);
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

fn send(socket: &Datagrams, letter: &Letter, to: To) {
    match to {
        // One datagram; the network makes a copy for every host on it.
        To::Broadcast(all) if letter.aloud => socket.send(&letter.line, all),
        // One datagram; the network makes a copy for every host that joined.
        To::Group(group) if letter.aloud => socket.send(&letter.line, group),
        // A datagram for each of them: we make the copies.
        _ => letter.to.iter().for_each(|one| one.tell(socket, &letter.line)),
    }
}
