//! Says half a line: who waits for the newline waits for us.

use super::actor::Actor;
use super::{Ending, Stage, Trouble};

pub fn run(stage: Stage) -> Result<Ending, Trouble> {
    let mut actor = Actor::enter(&stage)?;
    if actor.say(b"hel")? {
        actor.hear_out(stage.timeout)?;
    }
    Ok(Ending::AsExpected)
}
