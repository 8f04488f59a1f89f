//! A connection where both the parent and a new thread can reach it: a thread
//! that can't be started takes what was given to it to its grave.

use super::conn::Conn;
use std::sync::{Arc, Mutex, PoisonError};

#[derive(Clone)]
pub struct Seat(Arc<Mutex<Option<Conn>>>);

impl Seat {
    pub fn new(conn: Conn) -> Self {
        Self(Arc::new(Mutex::new(Some(conn))))
    }

    /// The connection, for the first who asks.
    pub fn take(&self) -> Option<Conn> {
        let mut seat = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seat.take()
    }

    pub fn turn_away(&self, why: &str) {
        if let Some(conn) = self.take() {
            conn.turn_away(why);
        }
    }
}
