//! Connects and says nothing: who serves one at a time serves nobody else.

use super::actor::Actor;
use super::{Ending, Stage, Trouble};

pub fn run(stage: Stage) -> Result<Ending, Trouble> {
    let mut actor = Actor::enter(&stage)?;
    actor.hear_out(stage.timeout)?;
    Ok(Ending::AsExpected)
}
