//! Time in tests: a promise's bound, and a wait that always ends.

use std::fmt::Debug;
use std::thread;
use std::time::{Duration, Instant};

/// How long we wait for what the server must do but promises no time for.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// The host of a virtual machine takes its processors away for so long.
const STALL: Duration = Duration::from_secs(2);

/// A promise's time: tenfold beside other tests, exact under `make faults`.
/// What would take only a second without the promise is no proof of it here.
pub fn within(promise: Duration) -> Duration {
    match std::env::var_os("ECHOSTAGE_FIGURES") {
        Some(_) => promise,
        None => (promise * 10).max(STALL),
    }
}

/// Looks until there is something to see: for facts that make no event.
pub fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(seen) = look() {
            return seen;
        }
        assert!(Instant::now() < end, "never came: {what}");
        thread::sleep(Duration::from_millis(2));
    }
}

/// Looks until a fact is as expected; shows the last one if it never is.
pub fn until_equal<T: PartialEq + Debug>(
    what: &str,
    expected: &T,
    mut look: impl FnMut() -> T,
) {
    let end = Instant::now() + PATIENCE;
    loop {
        let seen = look();
        if &seen == expected {
            return;
        }
        assert!(
            Instant::now() < end,
            "{what}: expected {expected:?}, still {seen:?}"
        );
        thread::sleep(Duration::from_millis(2));
    }
}
