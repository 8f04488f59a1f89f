//! How many clients are served at a time: they come in groups, are answered
//! and stay, until one waits.

mod asked;
mod waiting;

pub use waiting::Waiting;

use super::finding::{Fault, broken};
use super::peer::{PATIENCE, Peer};
use super::said::Miss;
use super::subject::Host;
use asked::Asked;
use std::time::Duration;

/// More than most pools that somebody would write for a class.
pub const MOST: usize = 80;

/// For who has been waited for already.
const AT_ONCE: Duration = Duration::from_millis(1);

pub struct Capacity {
    /// So many were inside, and answered.
    pub held: Vec<Peer>,
    /// The next one, whom nobody answered while these were inside.
    pub waits: Option<Waiting>,
}

impl Capacity {
    /// Lets clients come until one is not answered, `most` of them.
    pub fn find(host: &Host, most: usize) -> Result<Self, Fault> {
        Self::watched(host, most, |_| ())
    }

    /// The same; `look` is told how many are inside after each group. One
    /// comes, then 2, 4, 8 …: to wait for each alone takes a slow server too
    /// long.
    pub fn watched(
        host: &Host,
        most: usize,
        mut look: impl FnMut(usize),
    ) -> Result<Self, Fault> {
        let mut held = Vec::new();
        let mut size = 1;
        while held.len() < most {
            let left = most - held.len();
            let waits = come_in(host, &mut held, size.min(left))?;
            all_stay(&held)?;
            look(held.len());
            if waits.is_some() {
                return Ok(Self { held, waits });
            }
            size *= 2;
        }
        Ok(Self { held, waits: None })
    }

    /// Those who are inside are answered once more, each.
    pub fn again(&mut self) -> Result<(), Fault> {
        let line = b"still there?\n";
        let sent = format!(
            "a second line from each of {} clients that were answered and \
             stayed",
            self.held.len()
        );
        for peer in &mut self.held {
            let _ = peer.say(line); // then it is not answered: seen below
        }
        for (nth, peer) in self.held.iter_mut().enumerate() {
            if let Some(miss) = peer.hear(line.len(), PATIENCE).unlike(line) {
                let miss = miss.of(&format!("client {}", nth + 1));
                return Err(broken(sent, "each has its own line back", miss));
            }
        }
        Ok(())
    }
}

/// So many come in and ask at one time. Whoever is answered is held; returned
/// is the first who is not, and the others leave.
fn come_in(
    host: &Host,
    held: &mut Vec<Peer>,
    size: usize,
) -> Result<Option<Waiting>, Fault> {
    let mut group = Vec::new();
    let mut outside = None;
    for nth in held.len() + 1..=held.len() + size {
        match host.come() {
            Ok(peer) => {
                let question = format!("client {nth}\n").into_bytes();
                group.push(Asked::asks(peer, question));
            }
            // Who is full may close its door, too.
            Err(Fault::Broken { miss, .. }) if nth > 1 => {
                outside = Some(Waiting::outside(miss));
                break;
            }
            Err(fault) => return Err(fault),
        }
    }
    while hear_all(&mut group) {}
    let mut missed = None;
    for one in group {
        match one.miss() {
            None => held.push(one.peer),
            Some(miss) => missed = missed.or(Some((one, miss))),
        }
    }
    Ok(match missed {
        Some((one, miss)) => Some(Waiting::inside(host, one, miss)),
        None => outside,
    })
}

/// Whether to do it again: who is silent while one that came later is answered
/// may only be slow.
fn hear_all(group: &mut [Asked]) -> bool {
    let (mut waited, mut again) = (false, false);
    for one in group.iter_mut().filter(|one| one.hopes()) {
        // Who came after one that was waited for has had its time, too.
        one.hear(if waited { AT_ONCE } else { PATIENCE });
        again |= waited && one.miss().is_none();
        waited |= one.hopes();
    }
    again
}

/// Who ends the connections of those that are silent makes room by that, and
/// has no number of clients at a time.
fn all_stay(held: &[Peer]) -> Result<(), Fault> {
    let Some(gone) = held.iter().position(|peer| !peer.stays()) else {
        return Ok(());
    };
    let seen = format!("the connection of client {} was ended", gone + 1);
    let miss = Miss::from(seen).hint(
        "who is silent for a while stays a client: end its connection when it \
         has ended its half, or after minutes",
    );
    Err(broken(
        format!("{} clients that were answered and are silent", held.len()),
        "each to stay connected",
        miss,
    ))
}
