//! Starts the threads, tells how far they are, and adds up what they saw.

use super::desk::Shared;
use super::driver::Driver;
use super::files;
use super::kind::Kind;
use super::plan::{Plan, Wire};
use super::report::Report;
use super::silent::Silent;
use super::stop::{Progress, Stop};
use std::io::{self, ErrorKind};
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How often somebody is told.
const TOLD: Duration = Duration::from_millis(100);

/// Runs a load to its end. `watch` is called some ten times a second, on the
/// calling thread. An error is what made the load impossible; what went wrong
/// in it is in the report.
pub fn run(
    plan: &Plan,
    stop: &Stop,
    watch: &mut dyn FnMut(Progress),
) -> io::Result<Report> {
    let mut plan = plan.clone();
    plan.threads = plan.threads.clamp(1, plan.clients.max(1));
    files::make_room(plan.clients + plan.silent)?;
    let mut silent = Silent::connect(&plan, stop)?;
    let shared = Arc::new(Shared::new(&plan));
    let (ready, readies) = mpsc::channel();
    let (done, dones) = mpsc::channel();
    let mut threads = Vec::new();
    for nth in 0..plan.threads {
        let mut driver = Driver::new(&plan, nth, shared.clone(), stop)?;
        let (ready, done): (Sender<()>, Sender<()>) =
            (ready.clone(), done.clone());
        let (go, start) = mpsc::channel::<Instant>();
        let thread = thread::Builder::new()
            .name(format!("load-{}", nth + 1))
            .spawn(move || {
            driver.connect()?;
            drop(ready);
            if let Ok(start) = start.recv() {
                driver.run(start)?;
            }
            drop(done);
            Ok(driver)
        })?;
        threads.push((thread, go));
    }
    drop((ready, done));
    let told = |start: Option<Instant>| Progress {
        connected: shared.connected.load(Relaxed),
        answered: shared.answered.load(Relaxed),
        elapsed: start.map(|start| start.elapsed()),
    };
    until_all_are_gone(&readies, || watch(told(None)));
    let start = Instant::now();
    for (_, go) in &threads {
        // Who is gone already tells why when it is joined.
        let _ = go.send(start);
    }
    until_all_are_gone(&dones, || watch(told(Some(start))));
    // Nobody closes before all are done: else a server that serves one at a
    // time would serve the next one now.
    let drivers: io::Result<Vec<Driver>> =
        threads.into_iter().map(|(thread, _)| joined(thread)).collect();
    let mut report = sum(&plan, drivers?)?;
    silent.count(&mut report);
    Ok(report)
}

/// Each thread holds a sender and drops it when it is through.
fn until_all_are_gone(told: &Receiver<()>, mut each: impl FnMut()) {
    while told.recv_timeout(TOLD) != Err(RecvTimeoutError::Disconnected) {
        each();
    }
}

fn joined(thread: JoinHandle<io::Result<Driver>>) -> io::Result<Driver> {
    thread
        .join()
        .unwrap_or_else(|_| Err(io::Error::other("a thread has panicked")))
}

fn sum(plan: &Plan, drivers: Vec<Driver>) -> io::Result<Report> {
    let mut report = Report::new()?;
    let mut first_error = None;
    let mut reached = false;
    for driver in drivers {
        report.add(&driver.desk.seen);
        reached |= driver.desk.reached;
        first_error = first_error.or(driver.desk.first_error);
    }
    let refused =
        report.errors.len() == 1 && report.errors.contains_key(&Kind::Refused);
    let nobody = match plan.wire {
        Wire::Tcp => !reached,
        Wire::Udp => report.answered == 0 && refused,
    };
    if nobody && !report.cut_short {
        return Err(first_error.unwrap_or(ErrorKind::TimedOut.into()));
    }
    Ok(report)
}
