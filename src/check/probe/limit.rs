//! A limit, and what becomes of who comes beyond it.

use super::Probe;
use crate::check::bench::Bench;
use crate::check::capacity::Capacity;
use crate::check::finding::{Fault, Kept, broken};
use crate::check::peer::PATIENCE;
use crate::check::said::late;
use crate::check::subject::Host;
use std::time::Duration;

pub const LIMIT: Probe = Probe {
    name: "limit",
    level: 5,
    promise: "no more clients at a time than its limit (--limit) says",
    hint: "count who is inside, on every way in and out: before accept, or \
           right after it with a word to who must go",
    descriptors: None,
    after: None,
    play,
};

fn play(bench: &Bench, host: &mut Host) -> Kept {
    let Some(limit) = bench.limit else {
        let why = "say --limit N, and start it with that limit";
        return Err(Fault::Untold(why.into()));
    };
    let mut found = Capacity::find(host, limit + 1)?;
    let n = found.held.len();
    let sent = format!("{} clients that are answered and stay", limit + 1);
    let expected = format!("{limit} to be served, and no more");
    if n != limit {
        let seen = format!("{n} were served at a time");
        // Fewer than it may be of those that were late.
        let seen = if n < limit { late(seen) } else { seen.into() };
        return Err(broken(sent, expected, seen));
    }
    let how = match &found.waits {
        Some(one) if one.turned_away.is_some() => "was turned away",
        _ => "had to wait",
    };
    found.waits = None; // it leaves
    found.held.pop();
    let mut answered = || {
        let next = host.come();
        next.is_ok_and(|mut it| it.is_answered(b"now?\n", PATIENCE))
    };
    if !bench.until(Duration::from_secs(2), &mut answered) {
        return Err(broken(
            format!("{limit} clients; one of them left, and another came"),
            "the newcomer to be served",
            late("it was not"),
        ));
    }
    Ok(format!(
        "{limit} were served, one more {how}; when one left, a newcomer was \
         served"
    ))
}
