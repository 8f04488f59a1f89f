//! What ended children have used, by the kernel's own count (`getrusage(2)`):
//! it knows the threads and grandchildren that have ended before, too.

use super::cost::Cost;

/// Of all children that were waited for so far.
#[derive(Clone, Copy)]
pub struct Used {
    user: f64,
    system: f64,
    voluntary: u64,
    involuntary: u64,
}

#[cfg(unix)]
pub fn children() -> Option<Used> {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::{TimeVal, TimeValLike};
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).ok()?;
    let seconds = |time: TimeVal| time.num_microseconds() as f64 / 1e6;
    let count = |n| u64::try_from(n).unwrap_or(0);
    Some(Used {
        user: seconds(usage.user_time()),
        system: seconds(usage.system_time()),
        voluntary: count(usage.voluntary_context_switches()),
        involuntary: count(usage.involuntary_context_switches()),
    })
}

#[cfg(not(unix))]
pub fn children() -> Option<Used> {
    None
}

impl Used {
    pub fn since(self, before: Self) -> Cost {
        Cost {
            user: self.user - before.user,
            system: self.system - before.system,
            voluntary: self.voluntary - before.voluntary,
            involuntary: self.involuntary - before.involuntary,
            ..Cost::default()
        }
    }
}
