//! The fault table: what must hold when the world misbehaves. `make faults`
//! asserts its figures and prints a row for each; `cargo test` gives each time
//! ten times as long, and leaves out what the contract asserts already.

#[path = "../common/mod.rs"]
mod common;

mod accepts;
mod calls;
mod crowd;
mod descriptors;
mod idle;
mod leftovers;
mod limit;
#[allow(dead_code)] // what only tests/udp calls
#[path = "../udp/peer.rs"]
mod peer;
mod seen;
mod slow;
mod spawns;
mod stopping;
mod udp;

use common::within;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

pub const STAGES: [&str; 6] =
    ["single", "process", "threads", "pool", "bounded-pool", "prethread"];

/// Those that serve several at a time.
pub const CROWD: [&str; 5] =
    ["process", "threads", "pool", "bounded-pool", "prethread"];

pub fn ms(n: u64) -> Duration {
    Duration::from_millis(n)
}

pub fn figures() -> bool {
    std::env::var_os("ECHOSTAGE_FIGURES").is_some()
}

/// Held by what keeps both processors busy, or wants one for itself.
pub fn busy() -> MutexGuard<'static, ()> {
    static BUSY: Mutex<()> = Mutex::new(());
    BUSY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A row of the report, for a time.
#[track_caller]
pub fn took(fault: &str, stage: &str, promised: Duration, took: Duration) {
    row(fault, stage, &show(promised), &show(took));
    let most = within(promised);
    assert!(took <= most, "{stage}: {fault}: {took:.1?}, not {most:.0?}");
}

/// A row of the report, for time on a processor: no stall is in it.
#[track_caller]
pub fn used(fault: &str, stage: &str, promised: Duration, used: Duration) {
    row(fault, stage, &show(promised), &show(used));
    let most = if figures() { promised } else { promised * 10 };
    assert!(used <= most, "{stage}: {fault}: {used:.1?}, not {most:.0?}");
}

/// A row of the report, for a count or a size.
#[track_caller]
pub fn counted(fault: &str, stage: &str, promised: u64, seen: u64) {
    row(fault, stage, &promised.to_string(), &seen.to_string());
    assert!(seen <= promised, "{stage}: {fault}: {seen}, not {promised}");
}

pub fn row(fault: &str, stage: &str, promised: &str, measured: &str) {
    println!("{fault:<42} {stage:<13} {promised:>9} {measured:>10}");
}

pub fn show(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

/// The same fault in one stage after the other, in a thread of that name.
pub fn each(stages: &[&'static str], fault: impl Fn(&'static str) + Sync) {
    println!(); // the harness has just said "test … " here
    let failed = stages.iter().filter(|s| !all_hold(&[s], &fault));
    let failed: Vec<_> = failed.collect();
    assert!(failed.is_empty(), "this fault is not held in {failed:?}");
}

/// All stages at a time, for what mostly waits; a figure wants to be alone.
pub fn together(stages: &[&'static str], fault: impl Fn(&'static str) + Sync) {
    if figures() {
        return each(stages, fault);
    }
    assert!(all_hold(stages, &fault), "the thread's name is the stage");
}

fn all_hold(
    stages: &[&'static str],
    fault: &(impl Fn(&'static str) + Sync),
) -> bool {
    thread::scope(|scope| {
        let named = |stage: &'static str| {
            let thread = thread::Builder::new().name(stage.into());
            thread.spawn_scoped(scope, move || fault(stage)).unwrap()
        };
        let all: Vec<_> = stages.iter().map(|s| named(s)).collect();
        let held = all.into_iter().map(|t| t.join().is_ok());
        held.collect::<Vec<_>>().into_iter().all(|held| held)
    })
}
