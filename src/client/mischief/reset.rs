//! Closes with a reset instead of an end-of-file: what SO_LINGER with a time
//! of zero does (socket(7), UNP section 7.5).

use super::actor::Actor;
use super::{Ending, HELLO, Stage, Trouble};
use crate::client::story::Deed;
use socket2::SockRef;
use std::time::Duration;

pub fn run(stage: Stage) -> Result<Ending, Trouble> {
    let mut actor = Actor::enter(&stage)?;
    if actor.say(HELLO)? {
        SockRef::from(&actor.stream)
            .set_linger(Some(Duration::ZERO))
            .map_err(Trouble::world)?;
        let Actor { stream, mut story, .. } = actor;
        drop(stream);
        story.did(Deed::Reset);
    }
    Ok(Ending::AsExpected)
}
