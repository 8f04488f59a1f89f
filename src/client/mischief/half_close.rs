//! Says all it has to say, and says so: its end-of-file is no goodbye, for it
//! still listens (UNP section 6.6).

use super::actor::{Actor, End};
use super::{Ending, HELLO, Stage, Trouble};

pub fn run(stage: Stage) -> Result<Ending, Trouble> {
    let mut actor = Actor::enter(&stage)?;
    if !actor.say(HELLO)? {
        return Ok(Ending::FellShort);
    }
    actor.half_close()?;
    let end = actor.hear_out(stage.timeout)?;
    Ok(Ending::good(end == End::Peer && actor.heard == HELLO))
}
