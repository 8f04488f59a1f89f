//! How somebody outside ends a load, and how it tells what it has so far.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;

/// A handle that ends a load early, from any thread. The load looks at it
/// every 20 ms.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn stop(&self) {
        self.0.store(true, Relaxed);
    }

    pub fn is_set(&self) -> bool {
        self.0.load(Relaxed)
    }
}

/// What a load has done so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Clients that are connected; they all are before the first one asks,
    /// unless each request has a connection of its own.
    pub connected: usize,
    pub answered: u64,
    /// Since the first request could be sent; None: still connecting.
    pub elapsed: Option<Duration>,
}
