//! N threads that all do the same, or none: nobody begins before the last one
//! has been started.

use std::io;
use std::sync::{Arc, PoisonError, RwLock};
use std::thread::{Builder, JoinHandle};

pub struct Crew(Vec<JoinHandle<()>>);

impl Crew {
    /// Starts `worker-1` to `worker-N`. It fails when one can't be had.
    pub fn start(
        workers: usize,
        stack: usize,
        work: impl Fn() + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let (work, begin) = (Arc::new(work), Arc::new(RwLock::new(false)));
        let mut crew = Self(Vec::new());
        let mut gate = begin.write().unwrap_or_else(PoisonError::into_inner);
        for n in 1..=workers {
            let (work, begin) = (work.clone(), begin.clone());
            let name = format!("worker-{n}");
            let thread = Builder::new().name(name).stack_size(stack);
            crew.0.push(thread.spawn(move || {
                if *begin.read().unwrap_or_else(PoisonError::into_inner) {
                    work();
                }
            })?);
        }
        *gate = true;
        Ok(crew)
    }

    /// Waits until all of them are done.
    pub fn join(self) {
        for worker in self.0 {
            // A service's panic ends with its connection, not here.
            let _ = worker.join();
        }
    }
}
