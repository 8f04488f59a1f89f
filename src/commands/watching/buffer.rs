//! A UDP socket's receive buffer: since when datagrams wait there.

use crate::net;
use crate::watch::Datagrams;
use std::sync::atomic::Ordering::Relaxed;

#[derive(Default)]
pub struct Buffer {
    /// When it was first seen with something in it; 0 while it is empty.
    since: u64,
    /// That was the first look.
    early: bool,
}

impl Buffer {
    pub fn look(
        &mut self,
        socket: &net::Datagrams,
        now: u64,
        first: bool,
    ) -> Datagrams {
        let (tally, lost) = (socket.tally(), socket.lost());
        let waiting = lost.map_or(0, |lost| lost.waiting);
        if waiting == 0 {
            *self = Self::default();
        } else if first || self.since == 0 {
            *self = Self { since: now, early: first };
        }
        Datagrams {
            received: tally.received.load(Relaxed),
            sent: tally.sent.load(Relaxed),
            ignored: tally.ignored.load(Relaxed),
            dropped: lost.map_or(0, |lost| lost.dropped),
            waiting,
            since: self.since,
            early: self.early,
        }
    }
}
