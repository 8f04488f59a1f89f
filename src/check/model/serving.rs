//! What serves the clients: threads, processes, or fewer of them than there
//! are clients.

use super::Who;
use super::growth::Growth;
use super::holders::{Holder, holders};
use crate::check::bench::Bench;
use crate::check::peer::Peer;
use crate::check::subject::Host;
use std::mem;
use std::time::Duration;

/// How long who has just answered may take until it waits again.
const AGAIN: Duration = Duration::from_secs(1);

/// What serves so many clients that are inside and silent.
pub struct Serving {
    pub by: Who,
    /// More of them came with more clients.
    pub grew: bool,
    /// What /proc has shown, in brackets; empty where it shows nothing.
    pub evidence: String,
}

impl Serving {
    pub fn of(
        bench: &Bench,
        (host, held): (&Host, &[Peer]),
        growth: &Growth,
    ) -> Self {
        let mut all = holders(host, held);
        // The kernel's table may have a gap where it changes while it is read:
        // two looks must show the same.
        bench.until(AGAIN, || {
            let before = mem::replace(&mut all, holders(host, held));
            all == before
        });
        let threads = all.iter().map(Holder::threads).sum::<usize>();
        let waits = || all.iter().map(Holder::waits).sum::<usize>();
        let n = held.len();
        let by = match all.len() {
            0 => Who::Untold,
            _ if n == 1 => Who::OneThread,
            processes if processes >= n => Who::Processes,
            _ if growth.has(|size| size.threads)
                || threads >= n && bench.until(AGAIN, || waits() >= n) =>
            {
                Who::Threads
            }
            2.. => Who::FewProcesses,
            1 if threads == 1 => Who::OneLoop,
            1 => Who::FewThreads,
        };
        let grew = match by {
            Who::Threads => growth.has(|size| size.threads),
            Who::Processes => growth.has(|size| size.processes),
            _ => false,
        };
        Self { by, grew, evidence: growth.evidence(all.len() as u64) }
    }
}
