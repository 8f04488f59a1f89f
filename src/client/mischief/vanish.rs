//! Dies in the middle of a conversation. The kernel closes what a dead process
//! held, so the peer sees an end-of-file: to it, a crash looks like a goodbye.

use super::actor::Actor;
use super::{Ending, HELLO, Stage, Trouble};
use crate::client::story::Deed;
use std::time::Instant;

pub fn run(stage: Stage) -> Result<Ending, Trouble> {
    let mut actor = Actor::enter(&stage)?;
    if actor.say(HELLO)? {
        let until = Instant::now() + stage.timeout;
        actor.hear(HELLO.len() as u64, until)?;
    }
    let Actor { stream, mut story, .. } = actor;
    story.did(Deed::Died);
    drop(story); // ends its line; the stream stays open
    (stage.die)();
    drop(stream);
    Ok(Ending::FellShort)
}
