//! Clients that leave with a reset, in the worst moments.

use super::Probe;
use crate::check::bench::Bench;
use crate::check::capacity::Capacity;
use crate::check::finding::{Fault, Kept, broken};
use crate::check::peer::PATIENCE;
use crate::check::said::late;
use crate::check::subject::Host;
use std::thread::sleep;
use std::time::{Duration, Instant};

pub const RESET: Probe = Probe {
    name: "reset",
    level: 4,
    promise: "60 clients that leave with a reset cost it nothing",
    hint: "reading from, or writing to, who has gone is an error of that \
           client only: end this one connection, and go on. (A write to a \
           closed connection also raises SIGPIPE, which ends a process.)",
    descriptors: None,
    after: None,
    play,
};

const EACH: usize = 20;
const SENT: &str = "60 clients that connect, some of them ask, and reset";

fn play(bench: &Bench, host: &mut Host) -> Kept {
    for _ in 0..EACH {
        bench.go_on()?;
        // Before a word, in the middle of a line, and with answers unread.
        for words in [&b""[..], b"half", &b"some lines\n".repeat(400)] {
            let mut peer = host.come()?;
            let _ = peer.say(words); // it may be ended by then: well
            let _ = peer.reset(); // then it leaves with an end
        }
    }
    if let Some(fate) = host.fate() {
        return Err(broken(SENT, "the server to live", fate));
    }
    same_places(bench, host)
}

/// A pool whose workers die of a reset serves fewer and fewer.
fn same_places(bench: &Bench, host: &Host) -> Result<String, Fault> {
    let of = bench.at_a_time.unwrap_or(4);
    let end = Instant::now() + PATIENCE;
    let served = loop {
        let found = Capacity::find(host, of)?;
        // Those that have left may be still on their way out, and a newcomer
        // turned away for it.
        let away = found.waits.is_some_and(|one| one.turned_away.is_some());
        if !away || Instant::now() > end || bench.go_on().is_err() {
            break found.held.len();
        }
        sleep(Duration::from_millis(10));
    };
    if served < of {
        return Err(broken(
            SENT,
            format!("{of} clients at a time to be served, as before"),
            late(match served {
                0 => "nobody is answered any more".into(),
                n => format!("only {n} of them: the others wait"),
            }),
        ));
    }
    Ok(format!("after 60 resets {of} clients were served at a time"))
}
