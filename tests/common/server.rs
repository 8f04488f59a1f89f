//! A server of our own: on a port of its own, gone when the test ends.

use super::log::Log;
use super::proc::Process;
use super::wait::PATIENCE;
use super::{Client, until};
use rustix::process::{Pid, Signal, kill_process};
use std::io::{BufRead, BufReader, PipeReader, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

pub struct Server {
    child: Child,
    pub addr: SocketAddr,
    pub log: Log,
}

/// A pipe that is full already, and that nobody reads.
pub struct Pipe(pub PipeReader, pub Stdio);

impl Pipe {
    pub fn full() -> Self {
        let (reader, mut writer) = std::io::pipe().unwrap();
        rustix::io::ioctl_fionbio(&writer, true).unwrap();
        for piece in [4096, 1] {
            while writer.write(&vec![b'.'; piece]).is_ok() {}
        }
        rustix::io::ioctl_fionbio(&writer, false).unwrap();
        Self(reader, writer.into())
    }
}

impl Server {
    /// Arguments as one would type them; the port is ours to pick.
    pub fn start(args: &str) -> Self {
        Self::spawn(Self::command("", args, "127.0.0.1:0"))
    }

    pub fn start_on(addr: SocketAddr, args: &str) -> Self {
        Self::spawn(Self::command("", args, &addr.to_string()))
    }

    /// On an address as one would type it.
    pub fn start_at(listen: &str, args: &str) -> Self {
        Self::spawn(Self::command("", args, listen))
    }

    /// Started by another command, such as `prlimit --nofile=40`.
    pub fn start_under(wrapper: &str, args: &str) -> Self {
        Self::spawn(Self::command(wrapper, args, "127.0.0.1:0"))
    }

    /// Another copy of the server, started by another command.
    pub fn start_copy(wrapper: &str, copy: &Path, args: &str) -> Self {
        let wrapper = format!("{wrapper} {}", copy.display());
        let mut words = wrapper.split_whitespace();
        let mut command = Command::new(words.next().unwrap());
        command.args(words).args(args.split_whitespace());
        Self::spawn(Self::plumbed(command, "127.0.0.1:0"))
    }

    /// With a standard error that takes nothing more.
    pub fn start_unheard(args: &str) -> (Self, PipeReader) {
        let Pipe(reader, full) = Pipe::full();
        let mut command = Self::command("", args, "127.0.0.1:0");
        command.stderr(full);
        (Self::spawn(command), reader)
    }

    pub fn command(wrapper: &str, args: &str, listen: &str) -> Command {
        let mut words = wrapper.split_whitespace().map(String::from);
        let server = env!("CARGO_BIN_EXE_echostage");
        let mut command = match words.next() {
            Some(program) => Command::new(program),
            None => Command::new(server),
        };
        command.args(words);
        if !wrapper.is_empty() {
            command.arg(server);
        }
        command.args(args.split_whitespace());
        Self::plumbed(command, listen)
    }

    fn plumbed(mut command: Command, listen: &str) -> Command {
        command.args(["--listen", listen]);
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        command.stderr(Stdio::piped());
        command
    }

    /// What `command` made, changed or not.
    #[track_caller]
    pub fn spawn(command: Command) -> Self {
        Self::try_spawn(command).unwrap_or_else(|told| panic!("{told}"))
    }

    /// The error is what it told instead of its address.
    pub fn try_spawn(mut command: Command) -> Result<Self, String> {
        let mut child = command.spawn().unwrap();
        let log = child.stderr.take().map(Log::collect).unwrap_or_default();
        let stdout = child.stdout.take().unwrap();
        let (tell, told) = mpsc::channel();
        // Reads on after the first line, so that a banner never blocks.
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                drop(tell.send(line));
            }
        });
        let first = told.recv_timeout(PATIENCE);
        let addr = first.as_ref().ok().and_then(|line| {
            line.strip_prefix("listening on ")?.parse::<SocketAddr>().ok()
        });
        let Some(addr) = addr else {
            child.kill().unwrap();
            child.wait().unwrap();
            log.wait(PATIENCE, |_| None::<()>); // all of it
            return Err(format!(
                "no address in {first:?}; log:\n{}",
                log.text()
            ));
        };
        Ok(Self { child, addr, log })
    }

    pub fn client(&self) -> Client {
        Client::connect(self.addr)
    }

    pub fn process(&self) -> Process {
        Process(self.child.id())
    }

    pub fn wait_for_line(&self, part: &str) -> String {
        self.log.wait_for(part)
    }

    pub fn signal(&self, signal: Signal) {
        let pid = Pid::from_raw(self.child.id() as i32).unwrap();
        kill_process(pid, signal).unwrap();
    }

    /// The exit code; fails when the server is still there after `most`.
    pub fn wait_exit(&mut self, most: Duration) -> Option<i32> {
        let begin = Instant::now();
        let status = until("the server's exit", || {
            // Asked before we look: this thread may be away in between.
            let late = begin.elapsed() > most;
            let gone = self.child.try_wait().unwrap();
            (gone.is_some() || late).then_some(gone)
        });
        let Some(status) = status else {
            panic!("still there after {most:?}; log:\n{}", self.log.text())
        };
        status.code()
    }

    /// Stops it the graceful way and expects that it worked.
    pub fn stop(&mut self) {
        self.signal(Signal::TERM);
        assert_eq!(self.wait_exit(PATIENCE / 2), Some(0));
    }

    pub fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let family = self.process().descendants();
        drop(self.child.kill()); // it may be gone already
        drop(self.child.wait());
        // Its children serve on without it, unless their clients have left.
        for child in family.iter().filter_map(|c| Pid::from_raw(c.0 as i32)) {
            let _ = kill_process(child, Signal::KILL); // gone already: fine
        }
    }
}
