//! Says which flags do nothing in a stage: nobody shall wonder why.

use crate::stage::{AtATime, Stage};
use crate::trace::{self, What};

type Uses = fn(&Stage) -> bool;

const STREAMS: Uses = |stage| !stage.is_udp();
const DATAGRAMS: Uses = Stage::is_udp;
const CROWD: Uses = |stage| stage.is_udp() && stage.has_guests;

/// Who can use what; a flag that is not here is for every stage.
const USERS: [(&str, Uses); 15] = [
    ("workers", |stage| stage.at_a_time == AtATime::Workers),
    ("queue", |stage| stage.queues),
    ("queue-full", |stage| stage.queues),
    ("service", STREAMS),
    ("once", STREAMS),
    ("backlog", STREAMS),
    ("door-full", STREAMS),
    ("no-reuse-address", STREAMS),
    ("max-clients", |stage| stage.has_guests),
    ("idle-timeout", |stage| stage.has_guests),
    ("stack", |stage| stage.has_guests),
    ("to", CROWD),
    ("interface", CROWD),
    ("open", DATAGRAMS),
    ("receive-buffer", DATAGRAMS),
];

/// `given` are the flags that somebody has typed, without their dashes.
pub fn warn(given: &[String], stage: &Stage) {
    for (flag, uses) in USERS {
        if !uses(stage) && given.iter().any(|given| given == flag) {
            let text = format!("--{flag} does nothing in stage {}", stage.name);
            trace::emit(0, What::Trouble(text));
        }
    }
}
