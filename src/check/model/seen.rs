//! From clients that come and stay to the model of who serves them.

use super::growth::Growth;
use super::holders::whose;
use super::serving::Serving;
use super::words::nth;
use super::{AtATime, Model, Where, Who};
use crate::check::bench::Bench;
use crate::check::capacity::{Capacity, MOST, Waiting};
use crate::check::finding::{Fault, broken};
use crate::check::peer::Peer;
use crate::check::said::late;
use crate::check::subject::Host;

impl Model {
    /// Lets clients come to a server that nobody has talked to.
    pub fn of(bench: &Bench, host: &Host) -> Result<Self, Fault> {
        let mut growth = Growth::from(host);
        let mut found =
            Capacity::watched(host, MOST, |n| growth.look(host, n))?;
        if found.held.is_empty() {
            let seen = found.waits.map_or_else(
                || "a connection that ends at once".into(),
                Waiting::miss,
            );
            let sent = "a line from one client";
            return Err(broken(sent, "the same line back", seen));
        }
        found.again()?;
        let serving = Serving::of(bench, (host, &found.held), &growth);
        match found.waits {
            None => Ok(of_all(found.held.len(), serving)),
            Some(next) => of_some(bench, host, found.held, (next, serving)),
        }
    }
}

/// Nobody had to wait.
fn of_all(n: usize, serving: Serving) -> Model {
    let is_fixed = match serving.by {
        Who::Threads | Who::Processes => !serving.grew,
        by => by == Who::Untold,
    };
    Model {
        at_a_time: if is_fixed { AtATime::AtLeast(n) } else { AtATime::Each },
        served_by: serving.by,
        others_wait: Where::Nobody,
        at_most: None,
        evidence: format!(
            "{n} clients came, were answered and stayed, and were answered \
             once more{}",
            serving.evidence
        ),
    }
}

/// These were served, and the next one was not.
fn of_some(
    bench: &Bench,
    host: &Host,
    mut held: Vec<Peer>,
    (mut next, serving): (Waiting, Serving),
) -> Result<Model, Fault> {
    let n = held.len();
    let others_wait = next.stands();
    let first = held.swap_remove(0);
    let its = whose(host, &first);
    drop(first); // it leaves
    let after = match next.turned_away.clone() {
        Some(what) => format!("was turned away: {what}"),
        None if next.is_answered() => {
            format!("waited{others_wait}, and was answered when one left")
        }
        None => {
            return Err(broken(
                format!(
                    "{n} clients that were answered and stayed, one more that \
                     asked; then one of the {n} left"
                ),
                "the one that waited to be answered",
                late("it was not answered"),
            ));
        }
    };
    let whose_next = next.peer().map(|next| whose(host, next));
    let is_told = bench.limit == Some(n) && serving.grew;
    let clients = if n == 1 { "client was" } else { "clients were" };
    Ok(Model {
        at_a_time: match n {
            1 => AtATime::One,
            _ if is_told => AtATime::Each,
            n => AtATime::Some(n),
        },
        served_by: match &next.turned_away {
            _ if n > 1 => serving.by,
            // Each has a process of its own, if only one at a time.
            None if whose_next != Some(its) => Who::Processes,
            None => serving.by,
            Some(_) => Who::Untold,
        },
        others_wait,
        at_most: is_told.then_some(n),
        evidence: format!(
            "{n} silent {clients} held, the {} {after}{}",
            nth(n + 1),
            serving.evidence
        ),
    })
}

impl Waiting {
    fn stands(&self) -> Where {
        match (&self.turned_away, self.accepted) {
            (Some(_), _) => Where::TurnedAway,
            (None, Some(true)) => Where::Accepted,
            (None, Some(false)) => Where::KernelQueue,
            (None, None) => Where::Untold,
        }
    }
}
