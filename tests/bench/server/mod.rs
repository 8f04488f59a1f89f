//! A server as a child process: started, asked what it costs, and ended.

mod memory;

use rustix::process::{Pid, Signal, kill_process};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread::sleep;
use std::time::Duration;

pub struct Server {
    child: Child,
    /// strace stands above the server that it traces.
    traced: bool,
    _stdout: Option<BufReader<ChildStdout>>, // closed: a broken pipe
    log: Scratch,
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
            Some(addr) => {
                let (traced, stdout) = (program == "strace", Some(stdout));
                Ok(Self { child, traced, _stdout: stdout, log, addr })
            }
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

    /// Starts one that says nothing, and waits until it listens at `addr`.
    pub fn start_at(
        command: &mut Command,
        addr: SocketAddr,
    ) -> io::Result<Self> {
        let program = command.get_program().to_string_lossy().into_owned();
        let log = Scratch::new("server.log");
        command.stdin(Stdio::null()).stdout(Stdio::null());
        let child = command.stderr(File::create(&log.0)?).spawn()?;
        let mut server =
            Self { child, traced: false, _stdout: None, log, addr };
        for _ in 0..250 {
            if TcpStream::connect(addr).is_ok() {
                return Ok(server);
            }
            if server.child.try_wait()?.is_some() {
                break;
            }
            sleep(Duration::from_millis(20));
        }
        let said = fs::read_to_string(&server.log.0)?;
        let why = said.lines().next().unwrap_or("it does not say why");
        Err(io::Error::other(format!("{program}: does not listen: {why}")))
    }

    /// Exact, where VmRSS of /proc/PID/status may be off by 64 pages.
    pub fn rss_kib(&self) -> io::Result<f64> {
        memory::kib(self.child.id(), "smaps_rollup", "Rss:")
    }

    pub fn page_tables_kib(&self) -> io::Result<f64> {
        memory::kib(self.child.id(), "status", "VmPTE:")
    }

    /// Of it and of every process below it: a page that N of them share
    /// counts as 1/N for each.
    pub fn pss_kib(&self) -> io::Result<f64> {
        memory::pss_kib(self.child.id())
    }

    /// Asks it to end, and waits until it has: a tool that counts writes its
    /// sums then.
    pub fn stop(mut self) -> io::Result<()> {
        self.terminate()
    }

    fn terminate(&mut self) -> io::Result<()> {
        let own = self.child.id();
        let below = if self.traced { memory::children(own)? } else { vec![] };
        let pid = below.last().copied().unwrap_or(own) as i32;
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
