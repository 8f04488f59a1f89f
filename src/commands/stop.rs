//! Ctrl-C, SIGTERM and `stop`: one way to end, with one deadline.

use super::telling::Papers;
use crate::net::Door;
use crate::trace::{self, What};
use crossbeam_channel::{Receiver, Sender, bounded};
use std::io::{self, IsTerminal};
use std::process::exit;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// A handle for whoever may ask the server to stop.
#[derive(Clone)]
pub struct Stop {
    ask: Sender<()>,
    asked: Arc<AtomicBool>,
    failed: Arc<AtomicBool>,
    papers: Papers,
    last: Arc<Mutex<Vec<LastAct>>>,
    parting: Arc<Mutex<Option<LastAct>>>,
}

/// What must be put right before the process ends: children, the terminal.
type LastAct = Box<dyn FnMut() + Send>;

/// A log that makes no progress for so long is given up. A reader takes its
/// time, and on a busy machine our own writer does; a person waits for it.
fn log_patience() -> Duration {
    Duration::from_millis(if io::stderr().is_terminal() { 1000 } else { 200 })
}

impl Stop {
    /// `asked` is for `stop_when_asked`.
    pub fn new(papers: Papers) -> (Self, Receiver<()>) {
        let (ask, asked) = bounded(1);
        let (already, failed, last, parting) = Default::default();
        (Self { ask, asked: already, failed, papers, last, parting }, asked)
    }

    pub fn before_exit(&self, act: impl FnMut() + Send + 'static) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.push(Box::new(act));
    }

    /// The last thing that is said, when the log is at its end.
    pub fn at_parting(&self, say: impl FnMut() + Send + 'static) {
        let parting = self.parting.lock();
        *parting.unwrap_or_else(PoisonError::into_inner) = Some(Box::new(say));
    }

    /// Asks for a stop; false when somebody has asked before.
    pub fn ask(&self) -> bool {
        !self.asked.swap(true, Relaxed) && self.ask.try_send(()).is_ok()
    }

    pub fn is_asked(&self) -> bool {
        self.asked.load(Relaxed)
    }

    /// The first signal asks; the second ends the process at once.
    pub fn on_signals(&self) -> io::Result<()> {
        let stop = self.clone();
        ctrlc::set_handler(move || stop.signalled(130))
            .map_err(io::Error::other)?;
        self.on_sigterm()
    }

    #[cfg(unix)]
    fn on_sigterm(&self) -> io::Result<()> {
        use signal_hook::{consts::SIGTERM, iterator::Signals};
        let stop = self.clone();
        let mut signals = Signals::new([SIGTERM])?;
        thread::Builder::new().name("sigterm".into()).spawn(move || {
            for signal in signals.forever() {
                stop.signalled(128 + signal);
            }
        })?;
        Ok(())
    }

    #[cfg(not(unix))]
    fn on_sigterm(&self) -> io::Result<()> {
        Ok(())
    }

    /// A file that was asked for is not whole: the exit code is not 0.
    pub fn fail(&self) {
        self.failed.store(true, Relaxed);
    }

    pub fn signalled(&self, code: i32) {
        if !self.ask() {
            self.exit(code);
        }
    }

    /// Ends the process; what is in the log, in a recording and in a schedule
    /// by then is written, or code 0 becomes 1.
    pub fn exit(&self, code: i32) -> ! {
        let parting = self.parting.lock();
        let say = parting.unwrap_or_else(PoisonError::into_inner).take();
        self.exit_saying(code, || {
            if let Some(mut say) = say {
                say();
            }
        })
    }

    /// The same; `say` is called when the terminal is as it was.
    pub fn exit_saying(&self, code: i32, say: impl FnOnce()) -> ! {
        // Held to the end: who is cut off lets the stopper come here as well.
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        // Before anybody is cut off: a recording shows what was still open.
        let whole = self.papers.end();
        last.iter_mut().for_each(|act| act());
        self.papers.flush(log_patience());
        say();
        last.iter_mut().for_each(|act| act());
        let failed = !whole || self.failed.load(Relaxed);
        exit(if failed { code.max(1) } else { code })
    }

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
