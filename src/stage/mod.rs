//! One file per concurrency model. Read them in this order.

mod bounded_pool;
mod crew;
mod pool;
mod prethread;
#[cfg(target_os = "linux")]
mod process;
mod single;
mod threads;
mod udp_broadcast;
mod udp_echo;

use crate::net::{Datagrams, Listener, To, WhenFull};
use crate::service::{Circle, Pace, Service};
use std::io;

/// What a TCP stage may need; each takes what its model needs.
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

/// The same for a UDP stage.
pub struct Hall {
    pub socket: Datagrams,
    pub circle: Circle,
    pub pace: Pace,
    pub to: To,
    pub stack: usize,
}

/// How a stage runs, and so which transport it has.
pub enum Run {
    Tcp(fn(House) -> io::Result<()>),
    Udp(fn(Hall) -> io::Result<()>),
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
    /// Its threads can be held at gates (`--step`).
    pub steps: bool,
    /// What no gate reaches, and why; empty where all has one.
    pub ungated: &'static str,
    /// Clients have a place inside; an echo's sender over UDP has none.
    pub has_guests: bool,
    /// The files to read, as (path, text).
    pub sources: &'static [(&'static str, &'static str)],
    pub run: Run,
}

macro_rules! source {
    ($file:literal) => {
        (concat!("src/stage/", $file), include_str!($file))
    };
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
        steps: true,
        ungated: "",
        has_guests: true,
        sources: &[source!("single.rs")],
        run: Run::Tcp(|house| {
            single::run(house.clients, house.service);
            Ok(())
        }),
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
        steps: false,
        ungated: "no gate of ours reaches another process",
        has_guests: true,
        sources: &[source!("process.rs")],
        run: Run::Tcp(|house| process::run(house.clients, &house.child)),
    },
    Stage {
        name: "threads",
        model: "one thread per client",
        at_a_time: AtATime::All,
        shares_memory: true,
        queues: false,
        threads: 1,
        descriptors: 1,
        steps: true,
        ungated: "",
        has_guests: true,
        sources: &[source!("threads.rs")],
        run: Run::Tcp(|house| {
            threads::run(house.clients, house.service, house.stack);
            Ok(())
        }),
    },
    Stage {
        name: "pool",
        model: "N workers and a queue without end (the threadpool crate)",
        at_a_time: AtATime::Workers,
        shares_memory: true,
        queues: false,
        threads: 0,
        descriptors: 1,
        steps: true,
        ungated: "take is inside the threadpool crate: a job stops at its first gate",
        has_guests: true,
        sources: &[source!("pool.rs")],
        run: Run::Tcp(|house| {
            let crew = (house.workers, house.stack);
            pool::run(house.clients, house.service, crew)
        }),
    },
    Stage {
        name: "bounded-pool",
        model: "N workers and a bounded queue, our own",
        at_a_time: AtATime::Workers,
        shares_memory: true,
        queues: true,
        threads: 0,
        descriptors: 1,
        steps: true,
        ungated: "",
        has_guests: true,
        sources: &[source!("bounded_pool.rs")],
        run: Run::Tcp(bounded_pool::run),
    },
    Stage {
        name: "prethread",
        model: "N threads that each accept; the kernel's queue is the queue",
        at_a_time: AtATime::Workers,
        shares_memory: true,
        queues: false,
        threads: 0,
        descriptors: 1,
        steps: true,
        ungated: "",
        has_guests: true,
        sources: &[source!("prethread.rs"), source!("single.rs")],
        run: Run::Tcp(|house| {
            let crew = (house.workers, house.stack);
            prethread::run(house.clients, house.service, crew)
        }),
    },
    Stage {
        name: "udp-echo",
        model: "no connections: one loop answers each datagram",
        at_a_time: AtATime::One,
        shares_memory: true,
        queues: false,
        threads: 0,
        descriptors: 0,
        steps: true,
        ungated: "",
        has_guests: false,
        sources: &[source!("udp_echo.rs")],
        run: Run::Udp(|hall| udp_echo::run(hall.socket, hall.pace)),
    },
    Stage {
        name: "udp-broadcast",
        model: "one thread receives, another sends each message to many",
        at_a_time: AtATime::All,
        shares_memory: true,
        queues: false,
        threads: 0,
        descriptors: 0,
        steps: true,
        ungated: "",
        has_guests: true,
        sources: &[source!("udp_broadcast.rs")],
        run: Run::Udp(udp_broadcast::run),
    },
];

impl Stage {
    pub fn is_udp(&self) -> bool {
        matches!(self.run, Run::Udp(_))
    }
}

/// The stage of that name; None where there is none.
pub fn named(name: &str) -> Option<&'static Stage> {
    TABLE.iter().find(|stage| stage.name == name)
}
