//! The terminal that we share with a shell: whose it is, and how it was.

use std::io::{self, Write};
use std::time::Duration;

/// How often a server in the background looks whether it is in front again.
pub const LOOK: Duration = Duration::from_millis(200);

/// At the end nobody waits longer for a terminal that takes nothing.
const MOMENT: Duration = Duration::from_millis(200);

#[cfg(unix)]
pub use unix::{
    hold, in_front, last_words, mind_file_size, modes, never_stop, restore,
    resumed, screen, size,
};

#[cfg(unix)]
mod unix {
    use super::{LOOK, MOMENT, Write, io};
    use nix::sys::signal::{self, SigSet};
    use rustix::fs::OFlags;
    use rustix::process::{Signal, getpgrp, kill_process_group};
    use rustix::termios::{
        LocalModes, OptionalActions, Termios, tcgetattr, tcgetpgrp,
        tcgetwinsize, tcsetattr,
    };
    use signal_hook::consts::{SIGCONT, SIGXFSZ};
    use signal_hook::iterator::Signals;
    use std::fs::File;
    use std::os::unix::fs::OpenOptionsExt;
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;
    use std::thread;
    use std::time::{Duration, Instant};

    /// From here on the terminal stops no thread of ours that reads or writes
    /// in the background (SIGTTIN, and SIGTTOU after `stty tostop`): a read
    /// fails instead, and a write works. Threads inherit it.
    pub fn never_stop() -> io::Result<()> {
        let mut set = SigSet::empty();
        set.add(signal::SIGTTIN);
        set.add(signal::SIGTTOU);
        Ok(set.thread_block()?)
    }

    /// A file that may grow no more (RLIMIT_FSIZE) is an error, not our end.
    pub fn mind_file_size() {
        // Without the handler the limit ends us: rare, and no worse.
        let _ = signal_hook::flag::register(SIGXFSZ, Arc::default());
    }

    /// Whether the terminal is ours to read (`tcgetpgrp(3)`).
    pub fn in_front() -> bool {
        tcgetpgrp(io::stdin()).is_ok_and(|front| front == getpgrp())
    }

    pub fn modes() -> io::Result<Termios> {
        Ok(tcgetattr(io::stdin())?)
    }

    /// The terminal as it was, whatever an editor was doing, without the
    /// editor's prompt. Whether that was to be done, now or `before`: what the
    /// log printed since then has drawn the prompt again.
    pub fn restore(modes: &Termios, before: bool) -> bool {
        // It may be gone; then there is nothing to put right.
        if !in_front() {
            return before;
        }
        let restored = before
            || tcgetattr(io::stdin()).is_ok_and(|now| is_raw(&now))
                && tcsetattr(io::stdin(), OptionalActions::Now, modes).is_ok();
        if restored {
            last_words("\r\x1b[K");
        }
        restored
    }

    /// Writes on the terminal as much as it takes within a moment: one that
    /// nobody reads must not keep us.
    pub fn last_words(text: &str) {
        let now = OFlags::NONBLOCK.bits().cast_signed();
        let mut screen = File::options();
        let screen = screen.write(true).custom_flags(now).open("/dev/tty");
        let (Ok(mut screen), mut rest) = (screen, text.as_bytes()) else {
            return;
        };
        let end = Instant::now() + MOMENT;
        while !rest.is_empty() && Instant::now() < end {
            match screen.write(rest) {
                Ok(taken) => rest = &rest[taken..],
                Err(e) if e.kind() == io::ErrorKind::WouldBlock => {
                    thread::sleep(REST);
                }
                Err(e) if e.kind() == io::ErrorKind::Interrupted => (),
                Err(_) => return, // nobody sees it
            }
        }
    }

    const REST: Duration = Duration::from_millis(5);

    fn is_raw(modes: &Termios) -> bool {
        !modes.local_modes.contains(LocalModes::ICANON)
    }

    /// Where to write, though standard output may be a pipe.
    pub fn screen() -> io::Result<impl Write> {
        File::options().write(true).open("/dev/tty")
    }

    /// Columns and rows.
    pub fn size() -> (usize, usize) {
        let size = tcgetwinsize(io::stdin()).ok();
        let size = size.map(|s| (s.ws_col.into(), s.ws_row.into()));
        size.filter(|(w, h)| *w > 0 && *h > 0).unwrap_or((80, 24))
    }

    /// Is set whenever the process was stopped and goes on (SIGCONT).
    pub fn resumed() -> Arc<AtomicBool> {
        let flag = Arc::default();
        // Without the handler a screen is not painted anew: an Enter does it.
        let _ = signal_hook::flag::register(SIGCONT, Arc::clone(&flag));
        flag
    }

    /// Stops our process group, as Ctrl-Z does, and returns when it goes on.
    /// The signal may take effect after `kill(2)` has returned: so wait for
    /// SIGCONT. Not for ever: the kernel stops no group that nobody could
    /// wake.
    pub fn hold() -> io::Result<()> {
        let mut signals = Signals::new([SIGCONT])?;
        kill_process_group(getpgrp(), Signal::TSTP)?;
        for _ in 0..5 {
            thread::sleep(LOOK);
            if signals.pending().next().is_some() {
                break;
            }
        }
        Ok(())
    }
}

#[cfg(not(unix))]
pub use elsewhere::{
    hold, in_front, last_words, modes, restore, resumed, screen, size,
};

/// No job control: the terminal is always ours, and the editor puts it right.
#[cfg(not(unix))]
mod elsewhere {
    use super::{Write, io};
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    pub fn resumed() -> Arc<AtomicBool> {
        Arc::default()
    }

    pub fn in_front() -> bool {
        true
    }

    pub fn modes() -> io::Result<()> {
        Ok(())
    }

    pub fn restore((): &(), before: bool) -> bool {
        before
    }

    pub fn last_words(text: &str) {
        // Nobody sees it.
        let _ = io::stdout().write_all(text.as_bytes());
    }

    pub fn screen() -> io::Result<impl Write> {
        Ok(io::stdout())
    }

    pub fn hold() -> io::Result<()> {
        Ok(())
    }

    pub fn size() -> (usize, usize) {
        (80, 24)
    }
}
