//! Ctrl-C, SIGTERM and `stop`: one way to end, and what is put right by then.

use super::telling::Papers;
use crossbeam_channel::{Receiver, Sender, bounded};
use std::io::{self, IsTerminal};
use std::process::exit;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// A handle for whoever may ask the server to stop.
#[derive(Clone)]
pub struct Stop {
    ask: Sender<()>,
    asked: Arc<AtomicBool>,
    failed: Arc<AtomicBool>,
    /// The end has begun.
    ends: Arc<AtomicBool>,
    /// Somebody will not wait for it: the exit code of whoever it was, or 0.
    hurried: Arc<AtomicI32>,
    papers: Papers,
    last: Arc<Mutex<Vec<LastAct>>>,
    parting: Arc<Mutex<Option<LastAct>>>,
}

/// What must be put right before the process ends: children, the terminal.
type LastAct = Box<dyn FnMut() + Send>;

/// A log that makes no progress for so long is given up. A reader takes its
/// time, and on a busy machine our own writer does; a person waits for it.
fn log_patience() -> Duration {
    Duration::from_millis(if io::stderr().is_terminal() { 1000 } else { 500 })
}

/// The whole log has no longer than this, whatever progress it makes: who
/// reads it may be slower than all that waits.
const LOGS: Duration = Duration::from_secs(2);

/// Nor do the last acts when somebody is in a hurry.
const ACTS: Duration = Duration::from_millis(500);

impl Stop {
    /// `asked` is for `stop_when_asked`.
    pub fn new(papers: Papers) -> (Self, Receiver<()>) {
        let (ask, asked) = bounded(1);
        let (already, failed, ends, hurried) = Default::default();
        let (last, parting) = Default::default();
        let stop = Self {
            ask,
            asked: already,
            failed,
            ends,
            hurried,
            papers,
            last,
            parting,
        };
        (stop, asked)
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

    /// The first signal asks; the second ends the process at once; one that
    /// comes at the end waits for no log and no recording any more.
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
        if self.ask() {
            return;
        }
        if self.ends.load(Relaxed) {
            self.hurried.store(code, Relaxed);
            thread::sleep(ACTS); // who ends the process may be stuck
            exit(code)
        }
        self.exit(code)
    }

    /// Ends the process; what is in the log, in a recording and in a schedule
    /// by then is written, or code 0 becomes 1. A log that is too slow is not.
    pub fn exit(&self, code: i32) -> ! {
        self.exit_saying(code, || {
            let parting = self.parting.lock();
            let say = parting.unwrap_or_else(PoisonError::into_inner).take();
            if let Some(mut say) = say {
                say();
            }
        })
    }

    /// The same; `say` is called when the log is at its end.
    pub fn exit_saying(&self, code: i32, say: impl FnOnce()) -> ! {
        // Held to the end: who is cut off lets the stopper come here as well.
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        self.ends.store(true, Relaxed);
        let hurried = || self.hurried.load(Relaxed) != 0;
        // Before anybody is cut off: a recording shows what was still open.
        let whole = self.papers.end(&hurried);
        last.iter_mut().for_each(|act| act());
        let end = Instant::now() + LOGS;
        let over = || hurried() || Instant::now() >= end;
        self.papers.flush(log_patience(), &over);
        say();
        last.iter_mut().for_each(|act| act());
        let failed = !whole || self.failed.load(Relaxed);
        let code = match self.hurried.load(Relaxed) {
            0 => code,
            hurried => hurried,
        };
        exit(if failed { code.max(1) } else { code })
    }
}
