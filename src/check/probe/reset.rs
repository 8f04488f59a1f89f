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
    promise: "clients that leave in the middle of it cost it nothing",
    hint: "reading from, or writing to, who has gone is an error of that \
           client only: end this one connection, and go on. (A write to a \
           closed connection also raises SIGPIPE, which ends a process.)",
    descriptors: None,
    after: None,
    play,
};

/// Four clients each, of whom three leave with a reset.
const ROUNDS: usize = 20;
/// More clients than this are not held at a time.
const MOST: usize = 300;
/// Pieces of 3,000 bytes: together less than a kernel takes for a server.
const MUCH: usize = 20;

fn play(bench: &Bench, host: &mut Host) -> Kept {
    // Places that are lost show when as many have left as there are, and some
    // more: who leaves before it is accepted takes none.
    let limit = bench.limit.unwrap_or(0).min(MOST);
    let rounds = ROUNDS.max(limit.div_ceil(3) + 4);
    let sent = format!(
        "{} clients that connect, some of them say much, and leave in the \
         middle of it, most of them with a reset",
        4 * rounds
    );
    let come = |host: &mut Host| {
        host.come().map_err(|fault| {
            // Where nobody listens any more it is about to end.
            bench.until(PATIENCE, || host.fate().is_some());
            match host.fate() {
                Some(fate) => broken(&sent, "the server to live", fate),
                None => fault,
            }
        })
    };
    for _ in 0..rounds {
        bench.go_on()?;
        // Before a word, in the middle of a line, and with answers unread.
        for words in [&b""[..], b"half", &b"some lines\n".repeat(400)] {
            let mut peer = come(host)?;
            let _ = peer.say(words); // it may be ended by then: well
            let _ = peer.reset(); // then it leaves with an end
        }
        let mut peer = come(host)?;
        for _ in 0..MUCH {
            let _ = peer.say(&[b'm'; 3000]); // as above
        }
        // Its end comes before the reset that answers what is written to it:
        // only so a write is an EPIPE, and raises SIGPIPE.
        let _ = peer.half_close(); // as above
    }
    let lives = |host: &mut Host| match host.fate() {
        Some(fate) => Err(broken(&sent, "the server to live", fate)),
        None => Ok(()),
    };
    lives(host)?;
    let of = bench.at_a_time.unwrap_or(limit.max(4));
    let served = same_places(bench, host, of)?;
    lives(host)?;
    if served < of {
        return Err(broken(
            &sent,
            format!("{of} clients at a time to be served, as before"),
            late(match served {
                0 => "nobody is answered any more".into(),
                n => format!("only {n} of them: the others wait"),
            }),
        ));
    }
    Ok(format!(
        "after {} clients that left so {of} were served at a time",
        4 * rounds
    ))
}

/// A pool whose workers die of a reset serves fewer and fewer.
fn same_places(bench: &Bench, host: &Host, of: usize) -> Result<usize, Fault> {
    let end = Instant::now() + PATIENCE;
    loop {
        let found = Capacity::find(host, of)?;
        // Those that have left may be still on their way out, and a newcomer
        // turned away for it.
        let away = found.waits.is_some_and(|one| one.turned_away.is_some());
        if !away || Instant::now() > end || bench.go_on().is_err() {
            return Ok(found.held.len());
        }
        sleep(Duration::from_millis(10));
    }
}
