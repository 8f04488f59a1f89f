//! When a demo ends, whatever hangs; and how.

use crate::commands::{Failure, complain};
use crate::demo::{self, Fault};
use signal_hook::consts::SIGCONT;
use signal_hook::flag;
use std::process::exit;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, mpsc};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

const MOST: Duration = Duration::from_secs(19);
const TICK: Duration = Duration::from_millis(100);

/// Ends all that runs, then this process. A terminal that Ctrl-S has stopped
/// takes no words: it is not waited for.
pub fn end(code: i32, words: impl FnOnce() + Send + 'static) -> ! {
    demo::end_all();
    let (said, heard) = mpsc::channel::<()>();
    let say = move || {
        words();
        drop(said);
    };
    if thread::Builder::new().spawn(say).is_ok() {
        // Said, or not: there is nothing more to do.
        let _ = heard.recv_timeout(Duration::from_secs(1));
    }
    exit(code)
}

/// Ends the demo when its time is over: that in which it was stopped (Ctrl-Z)
/// does not count. Returns whether it was.
pub fn watch_the_clock(
    fault: &'static Fault,
) -> Result<Arc<AtomicBool>, Failure> {
    let (now, ever) = <(Arc<AtomicBool>, Arc<AtomicBool>)>::default();
    for flag in [&now, &ever] {
        flag::register(SIGCONT, flag.clone()).map_err(Failure::start)?;
    }
    let ring = move || {
        let mut left = MOST;
        while !left.is_zero() {
            let begun = Instant::now();
            sleep(TICK);
            let took = match now.swap(false, Relaxed) {
                true => TICK,
                false => begun.elapsed(),
            };
            left = left.saturating_sub(took);
        }
        let seconds = MOST.as_secs();
        let words = format!(
            "{} was not seen in {seconds} s: this machine may be too busy; \
             try again",
            fault.name
        );
        end(1, move || complain(&words));
    };
    let clock = thread::Builder::new().name("clock".into());
    clock.spawn(ring).map_err(Failure::start)?;
    Ok(ever)
}
