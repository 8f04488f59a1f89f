//! A real gdb with a command file: where it stops, and that it ends.

use crate::common::{Log, Server, tools::need, until};
use crate::script::Script;
use std::fs;
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

pub struct Gdb {
    child: Child,
    /// Whom it has started, by their environment: as `NAME=PID-1`.
    mark: String,
    pub shows: Log,
    /// Its errors, and the program's log.
    pub told: Log,
}

/// Marks all that one gdb starts.
const MARK: &str = "ECHOSTAGE_DEBUGGED_BY";

impl Gdb {
    /// At each stop but the last it goes on; then it ends the program.
    pub fn start(script: &Script) -> Self {
        let mut gdb = Command::new(need("gdb"));
        gdb.args(["-nx", "-batch", "-ex", "set debuginfod enabled off"]);
        gdb.arg("-x").arg(&script.path);
        for _ in 1..script.stops() {
            gdb.args(["-ex", "continue"]);
        }
        gdb.args(["-ex", "kill", "--args"]);
        let server = Server::command("", script.args(), "127.0.0.1:0");
        gdb.arg(server.get_program()).args(server.get_args());
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let n = NEXT.fetch_add(1, Relaxed);
        let id = format!("{}-{n}", std::process::id());
        gdb.env(MARK, &id);
        gdb.stdin(Stdio::null());
        gdb.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = gdb.spawn().unwrap();
        let shows = Log::collect(child.stdout.take().unwrap());
        let told = Log::collect(child.stderr.take().unwrap());
        Self { child, mark: format!("{MARK}={id}"), shows, told }
    }

    /// Where the program listens, once it does.
    pub fn addr(&self) -> SocketAddr {
        let line = self.shows.wait_for("listening on ");
        let (_, addr) = line.split_once("listening on ").unwrap();
        addr.parse().unwrap()
    }

    /// Waits until it is gone, and whoever it has started.
    pub fn ends(&mut self) {
        self.shows.wait_end();
        until("gdb's end", || self.child.try_wait().unwrap());
        until("the end of the program", || {
            self.started().is_empty().then_some(())
        });
    }

    /// Whom it has started, and what is left of it.
    fn started(&self) -> Vec<String> {
        let all = fs::read_dir("/proc").unwrap().flatten();
        let marked = all.filter_map(|entry| {
            let environ = fs::read(entry.path().join("environ")).ok()?;
            let mut words = environ.split(|b| *b == 0);
            let pid = entry.file_name().to_string_lossy().into_owned();
            words.any(|word| word == self.mark.as_bytes()).then_some(pid)
        });
        marked.collect()
    }

    /// The breakpoint, the thread's name and the file of each stop.
    pub fn stops(&self) -> Vec<String> {
        self.shows.lines().iter().filter_map(|line| stop(line)).collect()
    }
}

/// As `2 client-1 src/service/echo.rs`, of gdb's `Thread 12 "client-1" hit
/// Temporary breakpoint 2, echostage::… (…) at src/service/echo.rs:14`.
fn stop(line: &str) -> Option<String> {
    let (head, place) = line.split_once(" hit Temporary breakpoint ")?;
    let thread = match head.split('"').nth(1)? {
        "worker-1" | "worker-2" => "worker-N", // the kernel's choice
        name => name,
    };
    let (number, place) = place.split_once(", ")?;
    let number = number.split('.').next()?; // of one of its locations
    let (_, place) = place.rsplit_once(" at ")?;
    let (file, _line) = place.split_once(':')?;
    Some(format!("{number} {thread} {file}"))
}

impl Drop for Gdb {
    fn drop(&mut self) {
        // Whom it debugs goes with it (PTRACE_O_EXITKILL).
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
