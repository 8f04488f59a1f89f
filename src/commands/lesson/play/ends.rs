//! Signals that end a lesson: something is to be cleaned up before.

use crate::commands::Failure;

/// Calls it with the exit code, once for each signal.
#[cfg(unix)]
pub fn on_signals(
    mut act: impl FnMut(i32) + Send + 'static,
) -> Result<(), Failure> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    use signal_hook::iterator::Signals;
    let all = [SIGINT, SIGTERM, SIGHUP, SIGQUIT];
    let mut signals = Signals::new(all).map_err(Failure::start)?;
    let ear = std::thread::Builder::new().name("signals".into());
    let listen = move || signals.forever().for_each(|n| act(128 + n));
    ear.spawn(listen).map_err(Failure::start)?;
    Ok(())
}

#[cfg(not(unix))]
pub fn on_signals(
    mut act: impl FnMut(i32) + Send + 'static,
) -> Result<(), Failure> {
    ctrlc::set_handler(move || act(130)).map_err(Failure::start)
}
