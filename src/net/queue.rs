//! A bounded queue between one acceptor and many workers: crossbeam's channel,
//! which knows who waits, and whom to turn away when it is full.

use super::conn::Conn;
use super::door::WhenFull;
use super::refusal::Refusal;
use crate::trace::{self, Call};
use crossbeam_channel::{Receiver, Sender, bounded};
use std::io;

/// Where the acceptor puts connections. Dropping it ends the queue.
pub struct Entrance {
    to: Sender<Conn>,
    places: usize,
    workers: usize,
    when_full: WhenFull,
}

/// Where a worker takes them. It ends when the queue has ended and is empty.
#[derive(Clone)]
pub struct Exit(Receiver<Conn>);

/// A queue with so many `places`; with 0 a worker takes from the acceptor's
/// hand.
pub fn queue(
    places: usize,
    workers: usize,
    when_full: WhenFull,
) -> (Entrance, Exit) {
    let (to, from) = bounded(places);
    (Entrance { to, places, workers, when_full }, Exit(from))
}

impl Entrance {
    /// Blocks while the queue is full, or turns the client away.
    pub fn put(&self, mut conn: Conn) {
        if let Some(ahead) = conn.ahead(self.workers) {
            // Not by the channel's length: a worker that is free may not have
            // taken its next one yet.
            if self.when_full == WhenFull::TurnAway && ahead >= self.places {
                return conn.turn_away(&Refusal::QueueFull(ahead));
            }
            conn.waits(ahead);
        }
        // It fails only when every worker is gone; then `conn` signs out.
        let _ = self.to.send(conn);
    }
}

impl Iterator for Exit {
    type Item = Conn;

    #[track_caller]
    fn next(&mut self) -> Option<Conn> {
        let take = || self.0.recv().map_err(io::Error::other);
        trace::call(0, Call::Take, take).ok()
    }
}
