//! A process that may be ended: this very one, by a descriptor for it
//! (`pidfd_open(2)`), though its number were another's by now.

use super::Process;
use std::io;
use std::time::Duration;

pub use system::Patient;

#[cfg(target_os = "linux")]
mod system {
    use super::{Duration, Process, io};
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::fd::OwnedFd;
    use rustix::io::Errno;
    use rustix::process::{
        Pid, PidfdFlags, Signal, pidfd_open, pidfd_send_signal,
    };

    pub struct Patient(OwnedFd);

    impl Patient {
        /// Ok(None): it has ended.
        pub fn find(process: &Process) -> io::Result<Option<Self>> {
            let pid = i32::try_from(process.pid).ok().and_then(Pid::from_raw);
            let Some(pid) = pid else { return Ok(None) };
            let opened = match pidfd_open(pid, PidfdFlags::empty()) {
                Err(Errno::SRCH) => return Ok(None),
                opened => opened?,
            };
            // Only now: from here on the number stays its own.
            Ok(process.is_there().then_some(Self(opened)))
        }

        /// A stopped one hears of it when it goes on.
        pub fn ask(&self) -> io::Result<()> {
            self.signal(Signal::TERM)?;
            self.signal(Signal::CONT)
        }

        pub fn kill(&self) -> io::Result<()> {
            self.signal(Signal::KILL)
        }

        fn signal(&self, signal: Signal) -> io::Result<()> {
            match pidfd_send_signal(&self.0, signal) {
                Err(Errno::SRCH) => Ok(()), // it has ended
                sent => Ok(sent?),
            }
        }

        /// Waits at most so long; whether it has ended.
        pub fn ends_in(&self, most: Duration) -> io::Result<bool> {
            let most = Timespec::try_from(most).map_err(io::Error::other)?;
            let mut files = [PollFd::new(&self.0, PollFlags::IN)];
            match poll(&mut files, Some(&most)) {
                Err(Errno::INTR) => Ok(false),
                ready => Ok(ready? > 0),
            }
        }
    }
}

/// Elsewhere no process is found, so none is to be ended.
#[cfg(not(target_os = "linux"))]
mod system {
    use super::{Duration, Process, io};

    pub struct Patient;

    impl Patient {
        pub fn find(_: &Process) -> io::Result<Option<Self>> {
            Ok(None)
        }

        pub fn ask(&self) -> io::Result<()> {
            Ok(())
        }

        pub fn kill(&self) -> io::Result<()> {
            Ok(())
        }

        pub fn ends_in(&self, _: Duration) -> io::Result<bool> {
            Ok(true)
        }
    }
}
