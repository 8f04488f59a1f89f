//! A line a byte at a time: one read is not one line, and never was.

use super::actor::{Actor, End};
use super::{Ending, HELLO, Stage, Trouble};
use std::time::{Duration, Instant};

pub fn run(stage: Stage) -> Result<Ending, Trouble> {
    let mut actor = Actor::enter(&stage)?;
    let pause = Duration::from_millis(stage.number);
    for byte in HELLO {
        if !actor.say(&[*byte])? {
            return Ok(Ending::FellShort);
        }
        match actor.hear(u64::MAX, Instant::now() + pause)? {
            End::Timeout => (), // the pause is over
            _ => return Ok(Ending::FellShort),
        }
    }
    actor.half_close()?;
    let end = actor.hear_out(stage.timeout)?;
    Ok(Ending::good(end == End::Peer && actor.heard == HELLO))
}
