//! One client, and nothing but 64 bytes there and back, on one CPU with its
//! server: each message is two switches of context, and no idle core wakes up.

use crate::client::Echo;
use crate::rounds::Slice;
use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};
use std::time::Instant;
use std::{io, thread};

const ECHOES: u32 = 2000;

/// Does the work in a thread that, with every server that it starts, stands
/// on the last CPU we may use (children inherit it).
pub fn pinned<T: Send>(
    work: impl FnOnce() -> io::Result<T> + Send,
) -> io::Result<T> {
    let panicked = |_| io::Error::other("the client panicked");
    thread::scope(|scope| {
        let pinned = scope.spawn(|| pin().and_then(|()| work()));
        pinned.join().map_err(panicked)?
    })
}

fn pin() -> io::Result<()> {
    let allowed = sched_getaffinity(None)?;
    let last = (0..CpuSet::MAX_CPU).rev().find(|cpu| allowed.is_set(*cpu));
    let mut one = CpuSet::new();
    one.set(last.ok_or(io::ErrorKind::NotFound)?);
    Ok(sched_setaffinity(None, &one)?)
}

pub fn slice(echo: Echo) -> Slice<'static> {
    Box::new(move || {
        let begun = Instant::now();
        for _ in 0..ECHOES {
            echo()?;
        }
        Ok(f64::from(ECHOES) / begun.elapsed().as_secs_f64())
    })
}
