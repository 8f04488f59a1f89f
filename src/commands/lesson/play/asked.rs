//! A fact that a shell is asked for: it may take long, or never answer, and
//! the keys go on meanwhile.

use rustix::process::{Pid, Signal, kill_process_group};
use std::io;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Most answers come at once: so long a key may wait.
const SOON: Duration = Duration::from_millis(100);

pub struct Asked {
    fact: String,
    shell: Child,
}

impl Asked {
    pub fn new(fact: &str, mut shell: Command) -> io::Result<Self> {
        shell.stdin(Stdio::null()).stdout(Stdio::null());
        shell.stderr(Stdio::null()).process_group(0);
        Ok(Self { fact: fact.into(), shell: shell.spawn()? })
    }

    pub fn is_for(&self, fact: &str) -> bool {
        self.fact == fact
    }

    /// None: there is none yet.
    pub fn answer(&mut self) -> Option<bool> {
        let begun = Instant::now();
        loop {
            match self.shell.try_wait() {
                Ok(Some(status)) => return Some(status.success()),
                Ok(None) if begun.elapsed() < SOON => sleep(SOON / 20),
                Ok(None) => return None,
                Err(_) => return Some(false),
            }
        }
    }
}

/// Nobody asks any more: it ends with all that it has started.
impl Drop for Asked {
    fn drop(&mut self) {
        if let Ok(None) = self.shell.try_wait()
            && let Ok(id) = i32::try_from(self.shell.id())
            && let Some(group) = Pid::from_raw(id)
        {
            // It is gone in this moment, or it is killed: both will do.
            let _ = kill_process_group(group, Signal::KILL);
            let _ = self.shell.wait();
        }
    }
}
