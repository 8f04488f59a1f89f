//! Signals that end a lesson: something is to be cleaned up before. They are
//! heard from the start, and kept until it is known what to clean up.

use crate::commands::Failure;
use std::thread::Builder;

#[cfg(unix)]
type Source = signal_hook::iterator::Signals;
#[cfg(not(unix))]
type Source = std::sync::mpsc::Receiver<i32>;

pub struct Signals(Source);

impl Signals {
    /// From here on none of them ends the process.
    #[cfg(unix)]
    pub fn hear() -> Result<Self, Failure> {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
        let all = [SIGINT, SIGTERM, SIGHUP, SIGQUIT];
        Source::new(all).map(Self).map_err(Failure::start)
    }

    #[cfg(not(unix))]
    pub fn hear() -> Result<Self, Failure> {
        let (tell, told) = std::sync::mpsc::channel();
        let press = move || {
            // Nobody listens any more: then the lesson ends already.
            let _ = tell.send(130);
        };
        ctrlc::set_handler(press).map_err(Failure::start)?;
        Ok(Self(told))
    }

    /// Calls it with the exit code, once for each: also for those that have
    /// come already.
    pub fn act(
        self,
        mut act: impl FnMut(i32) + Send + 'static,
    ) -> Result<(), Failure> {
        #[cfg(unix)]
        let mut source = self.0;
        #[cfg(not(unix))]
        let source = self.0;
        let listen = move || {
            #[cfg(unix)]
            source.forever().for_each(|signal| act(128 + signal));
            #[cfg(not(unix))]
            source.iter().for_each(|code| act(code));
        };
        let ear = Builder::new().name("signals".into());
        ear.spawn(listen).map(drop).map_err(Failure::start)
    }
}
