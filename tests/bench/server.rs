//! A server as a child process: started, asked what it costs, and ended.

use rustix::process::{Pid, Signal, kill_process};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread::sleep;
use std::time::Duration;

pub struct Server {
    child: Child,
    _stdout: BufReader<ChildStdout>, // closed, it would be a broken pipe
    _log: Scratch,
    pub addr: SocketAddr,
}

/// A file of its own in cargo's folder for such; it goes with this handle.
pub struct Scratch(pub PathBuf);

impl Scratch {
    pub fn new(name: &str) -> Self {
        static LAST: AtomicU32 = AtomicU32::new(0);
        let (run, last) = (std::process::id(), LAST.fetch_add(1, Relaxed));
        let name = format!("bench-{run}-{last}-{name}");
        Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0); // it may never have been made
    }
}

/// Our server on a free port.
pub fn ours(program: &Path, flags: &[&str]) -> io::Result<Server> {
    let listen = ["--listen", "127.0.0.1:0"];
    Server::start(Command::new(program).args(listen).args(flags))
}

/// A peer: it has no flags.
pub fn peer(program: &Path) -> io::Result<Server> {
    Server::start(&mut Command::new(program))
}

impl Server {
    /// Starts it with its log in a file, and waits for the line that says
    /// where it listens.
    pub fn start(command: &mut Command) -> io::Result<Self> {
        let program = command.get_program().to_string_lossy().into_owned();
        let named = |e: String| io::Error::other(format!("{program}: {e}"));
        let log = Scratch::new("server.log");
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(&log.0)?)
            .spawn()
            .map_err(|e| named(e.to_string()))?;
        let stdout = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let (mut stdout, mut first) = (BufReader::new(stdout), String::new());
        stdout.read_line(&mut first)?;
        let told = first.trim().strip_prefix("listening on ");
        match told.and_then(|addr| addr.parse().ok()) {
            Some(addr) => Ok(Self { child, _stdout: stdout, _log: log, addr }),
            None => {
                child.kill()?;
                child.wait()?;
                let said = fs::read_to_string(&log.0)?;
                // valgrind's own lines begin so; only the one says why.
                let telling = |line: &&str| {
                    !line.starts_with("==") || line.contains("terminating")
                };
                let why = said.lines().find(telling);
                let why = why.unwrap_or("it does not say why");
                Err(named(format!("ended before it listened: {why}")))
            }
        }
    }

    /// Exact, where VmRSS of /proc/PID/status may be off by 64 pages.
    pub fn rss_kib(&self) -> io::Result<f64> {
        self.kib("smaps_rollup", "Rss:")
    }

    pub fn page_tables_kib(&self) -> io::Result<f64> {
        self.kib("status", "VmPTE:")
    }

    fn kib(&self, file: &str, key: &str) -> io::Result<f64> {
        let path = format!("/proc/{}/{file}", self.child.id());
        fs::read_to_string(&path)?
            .lines()
            .find_map(|line| line.strip_prefix(key))
            .and_then(|rest| rest.split_whitespace().next()?.parse().ok())
            .ok_or_else(|| io::Error::other(format!("{path} has no {key}")))
    }

    /// Asks it to end, and waits until it has: a tool that counts writes its
    /// sums then.
    pub fn stop(mut self) -> io::Result<()> {
        self.terminate()
    }

    fn terminate(&mut self) -> io::Result<()> {
        let own = self.child.id();
        let below = format!("/proc/{own}/task/{own}/children");
        let below = fs::read_to_string(below).unwrap_or_default();
        let traced = below.split_whitespace().last(); // strace stands above
        let pid = traced.and_then(|pid| pid.parse().ok()).unwrap_or(own as i32);
        for _ in 0..500 {
            if self.child.try_wait()?.is_some() {
                return Ok(());
            }
            if let Some(pid) = Pid::from_raw(pid) {
                // It may be gone by now; the next look tells.
                let _ = kill_process(pid, Signal::TERM);
            }
            sleep(Duration::from_millis(20));
        }
        self.child.kill()?;
        self.child.wait().map(drop)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.terminate(); // nobody is left to tell
    }
}
