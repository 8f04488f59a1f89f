//! What a demo starts beside its servers: a line in a shell, in a group of its
//! own, ended with all that it has started.

use crate::hosted::kill_all;
use crate::net::programs;
use rustix::process::{Pid, Signal, kill_process_group};
use std::io::{self, Read};
use std::mem;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};

/// Held while something is started, and from the end on.
static STARTING: Mutex<()> = Mutex::new(());

/// Ends all that was started, and lets nobody start more: for who ends this
/// process next.
pub fn end_all() {
    let starting = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
    kill_all();
    mem::forget(starting); // locked to the end
}

/// More than any of our commands prints.
const MOST: u64 = 1024 * 1024;

pub struct Running {
    child: Child,
    output: Option<JoinHandle<Vec<u8>>>,
    ended: bool,
}

/// What a command has printed on both of its outputs, and its exit code.
pub struct Ended {
    pub text: String,
    pub code: Option<i32>,
}

impl Running {
    /// `echostage` in the line is `program`.
    pub fn begin(program: &Path, line: &str) -> io::Result<Self> {
        let script = format!("echostage() {{ \"$0\" \"$@\"; }}\n{line}");
        let (mut ours, theirs) = io::pipe()?;
        let mut command = Command::new("/bin/sh");
        command.args(["-c", &script]).arg(program);
        command.env("PATH", programs::path());
        command.stdin(Stdio::null());
        command.stdout(theirs.try_clone()?).stderr(theirs);
        command.process_group(0); // a terminal's Ctrl-C is for us
        let starting = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
        let child = command.spawn()?;
        drop(starting);
        drop(command); // it holds copies of the pipe's other end
        let mut running = Self { child, output: None, ended: false };
        let read = move || {
            let mut bytes = Vec::new();
            // What came before an error is what there is to show.
            let _ = ours.by_ref().take(MOST).read_to_end(&mut bytes);
            bytes
        };
        let reader = Builder::new().name("reader".into()).spawn(read)?;
        running.output = Some(reader);
        Ok(running)
    }

    /// Waits until it and all that holds its output has ended.
    pub fn end(mut self) -> Ended {
        let bytes = self.output.take().map(JoinHandle::join);
        let bytes = bytes.and_then(Result::ok).unwrap_or_default();
        let status = self.child.wait();
        self.ended = true;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Ended { text, code: status.ok().and_then(|status| status.code()) }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if self.ended {
            return;
        }
        let pid = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw);
        if let Some(group) = pid {
            let _ = kill_process_group(group, Signal::KILL); // gone: well
        }
        // It is ours, and it was killed: nothing to learn from it.
        let _ = self.child.wait();
    }
}
