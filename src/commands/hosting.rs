//! What a command needs that has servers of its own running: this program's
//! file, and an end that leaves none of them.

use super::Failure;
use crate::hosted::kill_all;
use crate::load::Stop;
use std::env;
use std::path::PathBuf;
use std::process::exit;
use std::sync::{Arc, OnceLock};
#[cfg(unix)]
use std::thread;

/// This very program, also where its file was replaced meanwhile.
pub fn program() -> Result<PathBuf, Failure> {
    let own = env::current_exe().map_err(|e| {
        Failure::start(format!("cannot find this program's own file: {e}"))
    })?;
    let linux = PathBuf::from("/proc/self/exe");
    Ok(if own.exists() || !linux.exists() { own } else { linux })
}

/// The first asks for what there is by now; its exit code is set. The second,
/// or Ctrl-\, ends us at once, and our servers, which are no part of the
/// terminal's group.
pub fn on_signals(stop: &Stop) -> Result<Arc<OnceLock<i32>>, Failure> {
    let handle = stop.clone();
    let first = Arc::new(OnceLock::new());
    let told = first.clone();
    on_signal(move |code| {
        if handle.is_set() || code == QUIT {
            kill_all();
            exit(code);
        }
        told.get_or_init(|| code);
        handle.stop();
    })?;
    Ok(first)
}

/// Ctrl-\, as an exit code.
const QUIT: i32 = 128 + 3;

/// What is done at each Ctrl-C, SIGTERM, SIGHUP and SIGQUIT, with the exit
/// code that tells of it.
pub fn on_signal(
    signalled: impl Fn(i32) + Clone + Send + 'static,
) -> Result<(), Failure> {
    #[cfg(unix)]
    {
        use signal_hook::consts::{SIGHUP, SIGQUIT, SIGTERM};
        use signal_hook::iterator::Signals;
        let signalled = signalled.clone();
        let mut signals =
            Signals::new([SIGTERM, SIGHUP, SIGQUIT]).map_err(Failure::start)?;
        let ear = thread::Builder::new().name("signals".into());
        ear.spawn(move || {
            for signal in signals.forever() {
                signalled(128 + signal);
            }
        })
        .map_err(Failure::start)?;
    }
    ctrlc::set_handler(move || signalled(130)).map_err(Failure::start)
}
