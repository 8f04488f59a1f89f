//! One file per concurrency model. Read them in this order.

mod bounded_pool;
mod crew;
mod pool;
mod prethread;
#[cfg(target_os = "linux")]
mod process;
mod single;
mod threads;

use crate::net::{Listener, WhenFull};
use crate::service::Service;
use std::io;

/// What a stage may need; each takes what its model needs.
pub struct House {
    pub clients: Listener,
    pub service: Service,
    pub workers: usize,
    /// Bytes of stack for each thread.
    pub stack: usize,
    /// How many may wait in our own queue.
    pub places: usize,
    pub queue_full: WhenFull,
    /// What a child process is told of all this.
    pub child: Vec<String>,
}

/// How many clients are served at one time.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum AtATime {
    One,
    Workers,
    All,
}

/// A stage as data: what help, limits, checks and lessons know of it.
pub struct Stage {
    pub name: &'static str,
    pub model: &'static str,
    pub at_a_time: AtATime,
    /// Clients are served in one process, and so share memory.
    pub shares_memory: bool,
    /// Who waits, waits in a queue of ours that has an end.
    pub queues: bool,
    /// Threads (or processes) and descriptors that each client takes.
    pub threads: u64,
    pub descriptors: u64,
    pub run: fn(House) -> io::Result<()>,
}

pub const TABLE: &[Stage] = &[
    Stage {
        name: "single",
        model: "one client at a time; the others wait",
        at_a_time: AtATime::One,
        shares_memory: true,
        queues: false,
        threads: 0,
        descriptors: 1,
        run: |house| {
            single::run(house.clients, house.service);
            Ok(())
        },
    },
    #[cfg(target_os = "linux")]
    Stage {
        name: "process",
        model: "one process per client",
        at_a_time: AtATime::All,
        shares_memory: false,
        queues: false,
        threads: 1,
        descriptors: 2,
        run: |house| process::run(house.clients, &house.child),
    },
    Stage {
        name: "threads",
        model: "one thread per client",
        at_a_time: AtATime::All,
        shares_memory: true,
        queues: false,
        threads: 1,
        descriptors: 1,
        run: |house| {
            threads::run(house.clients, house.service, house.stack);
            Ok(())
        },
    },
    Stage {
        name: "pool",
        model: "N workers and a queue without end (the threadpool crate)",
        at_a_time: AtATime::Workers,
        shares_memory: true,
        queues: false,
        threads: 0,
        descriptors: 1,
        run: |house| {
            let crew = (house.workers, house.stack);
            pool::run(house.clients, house.service, crew)
        },
    },
    Stage {
        name: "bounded-pool",
        model: "N workers and a bounded queue, our own",
        at_a_time: AtATime::Workers,
        shares_memory: true,
        queues: true,
        threads: 0,
        descriptors: 1,
        run: bounded_pool::run,
    },
    Stage {
        name: "prethread",
        model: "N threads that each accept; the kernel's queue is the queue",
        at_a_time: AtATime::Workers,
        shares_memory: true,
        queues: false,
        threads: 0,
        descriptors: 1,
        run: |house| {
            let crew = (house.workers, house.stack);
            prethread::run(house.clients, house.service, crew)
        },
    },
];

/// The stage of that name; None where there is none.
pub fn named(name: &str) -> Option<&'static Stage> {
    TABLE.iter().find(|stage| stage.name == name)
}
