//! Writes and reads nothing. The peer's answers fill our buffer, then its own;
//! then it is stuck in a write, and takes no more: so we are stuck, too.

use super::actor::{Actor, End};
use super::{Ending, Stage, Trouble};
use crate::client::ending::is_timeout;
use crate::client::story::Deed;
use std::io::{ErrorKind, Write};
use std::time::{Duration, Instant};

/// A peer that takes nothing for so long takes no more.
const STUCK: Duration = Duration::from_millis(300);

pub fn run(mut stage: Stage) -> Result<Ending, Trouble> {
    stage.dial.small = true;
    let mut actor = Actor::enter(&stage)?;
    let until = Instant::now() + stage.timeout;
    let wrote = fill(&mut actor, until)?;
    if wrote.is_some_and(|end| end == End::Reset) {
        return Ok(Ending::AsExpected);
    }
    if wrote.is_none() {
        actor.story.did(Deed::Blocked);
        // A reset ends a write that blocks, and nothing else tells of it to
        // who does not read.
        wait(&mut actor, stage.timeout)?;
    }
    Ok(Ending::AsExpected)
}

/// Writes until it blocks (None), or is over.
fn fill(actor: &mut Actor, until: Instant) -> Result<Option<End>, Trouble> {
    let set = actor.stream.set_write_timeout(Some(STUCK));
    set.map_err(Trouble::world)?;
    let piece = [b'x'; 16 * 1024];
    let mut bytes = 0;
    let end = loop {
        match actor.stream.write(&piece) {
            // With SO_SNDTIMEO a short write is a time-out, too (socket(7)).
            Ok(n) if n < piece.len() => {
                bytes += n as u64;
                break Err(ErrorKind::WouldBlock.into());
            }
            Ok(n) => bytes += n as u64,
            Err(e) if e.kind() == ErrorKind::Interrupted => (),
            Err(e) => break Err(e),
        }
        if Instant::now() >= until {
            break Ok(End::Timeout); // it swallows everything
        }
    };
    actor.story.did(Deed::Wrote { bytes });
    match end {
        Ok(end) => {
            actor.story.did(Deed::Timeout);
            actor.story.did(Deed::Closed);
            Ok(Some(end))
        }
        Err(e) if is_timeout(&e) => Ok(None),
        Err(e) => actor.failed(&e).map(Some),
    }
}

/// Whatever the peer takes by and by is told as a sum.
fn wait(actor: &mut Actor, most: Duration) -> Result<(), Trouble> {
    let set = actor.stream.set_write_timeout(Some(most));
    set.map_err(Trouble::world)?;
    let until = Instant::now() + most;
    let piece = [b'x'; 16 * 1024];
    let mut bytes = 0;
    let mut broken = None;
    while Instant::now() < until && broken.is_none() {
        match actor.stream.write(&piece) {
            Ok(n) => bytes += n as u64,
            Err(e) if e.kind() == ErrorKind::Interrupted => (),
            Err(e) if is_timeout(&e) => break,
            Err(e) => broken = Some(e),
        }
    }
    if bytes > 0 {
        actor.story.did(Deed::Wrote { bytes });
    }
    if let Some(e) = broken {
        return actor.failed(&e).map(drop);
    }
    actor.story.did(Deed::Timeout);
    actor.story.did(Deed::Closed);
    Ok(())
}
