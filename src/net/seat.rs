//! Where a connection waits for a new thread: one that can't be started takes
//! what was given to it to its grave, so it is given only a number.

use super::conn::Conn;
use super::refusal::Refusal;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

#[derive(Clone, Default)]
pub struct Seats(Arc<Mutex<Vec<Conn>>>);

impl Seats {
    pub fn put(&self, conn: Conn) {
        self.seats().push(conn);
    }

    /// The connection of that number, for the first who asks.
    pub fn take(&self, id: u64) -> Option<Conn> {
        let mut seats = self.seats();
        let at = seats.iter().position(|conn| conn.id() == id)?;
        Some(seats.swap_remove(at))
    }

    pub fn turn_away(&self, id: u64, why: &Refusal) {
        if let Some(conn) = self.take(id) {
            conn.turn_away(why);
        }
    }

    fn seats(&self) -> MutexGuard<'_, Vec<Conn>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
