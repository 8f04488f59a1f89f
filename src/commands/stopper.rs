//! Who waits for a stop: it closes the door, and gives those inside their time.

use super::stop::Stop;
use crate::net::Door;
use crate::trace::{self, What};
use crossbeam_channel::Receiver;
use std::io;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

impl Stop {
    /// Waits until asked, on a thread of its own; then closes the door to
    /// newcomers and ends the process, also when its stage never returns.
    /// `done` says that the stage has returned.
    pub fn stop_when_asked(
        self,
        asked: Receiver<()>,
        done: Receiver<()>,
        close: impl FnOnce() -> io::Result<()> + Send + 'static,
        door: Arc<Door>,
        grace: Duration,
    ) -> io::Result<()> {
        let stopper = thread::Builder::new().name("stopper".into());
        stopper.spawn(move || {
            // The channel stays open: `self` holds its other end.
            let _ = asked.recv();
            let end = Instant::now() + grace;
            let inside = door.inside();
            let most = grace.as_secs_f64();
            let text = match inside {
                0 => "closing: nobody inside".into(),
                n => format!(
                    "closing: {n} inside, {most:.1} s at most; Ctrl-C: now"
                ),
            };
            trace::emit(0, What::Note(text));
            if let Err(e) = close() {
                let text = format!("cannot close the door to newcomers: {e}");
                trace::emit(0, What::Trouble(text));
            }
            // Nobody sends: an error is the time-out, or that it is done.
            let _ = done.recv_deadline(end);
            let left = door.wait_empty(end);
            if left > 0 {
                let text = format!("{left} cut off: the grace is over");
                trace::emit(0, What::Note(text));
            }
            self.exit(0)
        })?;
        Ok(())
    }
}
