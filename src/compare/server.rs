//! One server as a process in a group of its own: started, looked at, ended
//! with all that it has started.

use super::family::{self, Member};
use super::result::Cost;
use super::said::Said;
use super::usage::children as used_by_children;
use crate::load::Stop;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long a server may take until it listens.
const START: Duration = Duration::from_secs(10);
/// How long it may take to end by itself.
const END: Duration = Duration::from_secs(2);
const LOOK: Duration = Duration::from_millis(5);

/// The servers that run now: their process groups.
static LIVE: Mutex<Vec<u32>> = Mutex::new(Vec::new());

fn live() -> MutexGuard<'static, Vec<u32>> {
    LIVE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends all servers without a word, and lets nobody start another: for who
/// ends this process next.
pub fn kill_all() {
    let mut live = live();
    #[cfg(unix)]
    for group in live.drain(..) {
        use rustix::process::{Pid, Signal, kill_process_group};
        let group = i32::try_from(group).ok().and_then(Pid::from_raw);
        if let Some(group) = group {
            let _ = kill_process_group(group, Signal::KILL); // gone: well
        }
    }
    std::mem::forget(live); // locked to the end
}

pub struct Server {
    child: Child,
    pub addr: SocketAddr,
    said: Said,
    ended: bool,
}

impl Server {
    /// A server that says "listening on ADDR:PORT".
    pub fn that_says(command: Command) -> Result<Self, String> {
        let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let mut server = Self::spawn(command, any)?;
        let told = server.said.line("listening on ", START);
        match told.and_then(|addr| addr.parse().ok()) {
            Some(addr) => server.addr = addr,
            None => return Err(server.never_listened()),
        }
        Ok(server)
    }

    /// A server that is told its port: `{port}` in what the shell runs.
    pub fn that_is_told(line: &str, stop: &Stop) -> Result<Self, String> {
        let addr = free().map_err(|e| format!("no free port: {e}"))?;
        let line = line.replace("{port}", &addr.port().to_string());
        let mut command = Command::new("sh");
        command.arg("-c").arg(line);
        let mut server = Self::spawn(command, addr)?;
        let end = Instant::now() + START;
        while !listens(addr) {
            let gone = server.fate().is_some();
            if gone || Instant::now() > end || stop.is_set() {
                return Err(server.never_listened());
            }
            sleep(LOOK);
        }
        Ok(server)
    }

    fn spawn(mut command: Command, addr: SocketAddr) -> Result<Self, String> {
        let start = move || -> io::Result<(Child, Said)> {
            let (ours, theirs) = io::pipe()?;
            command.stdin(Stdio::null());
            command.stdout(theirs.try_clone()?).stderr(theirs);
            // A terminal's Ctrl-C is for us: we end our servers.
            #[cfg(unix)]
            std::os::unix::process::CommandExt::process_group(&mut command, 0);
            let child = command.spawn()?;
            drop(command); // it holds copies of the pipe's other end
            Ok((child, Said::collect(ours)?))
        };
        // Held meanwhile: who ends all servers knows this one, or comes first.
        let mut live = live();
        let (child, said) =
            start().map_err(|e| format!("it can't be started: {e}"))?;
        live.push(child.id());
        Ok(Self { child, addr, said, ended: false })
    }

    fn never_listened(&mut self) -> String {
        match self.fate() {
            Some(fate) => format!("{fate} before it listened"),
            None => format!(
                "it never listened on 127.0.0.1:{} in {} s",
                self.addr.port(),
                START.as_secs()
            ),
        }
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// How it has ended, with its last words; None while it runs.
    pub fn fate(&mut self) -> Option<String> {
        let status = self.child.try_wait().ok().flatten()?;
        let words = self.said.last();
        let words = words.map(|last| format!(" (\"{last}\")"));
        Some(format!("it ended{}{}", how(status), words.unwrap_or_default()))
    }

    /// Ends it, and all that it has started. Returns what it has cost.
    pub fn end(mut self) -> Option<Cost> {
        let before = used_by_children()?;
        self.finish();
        Some(used_by_children()?.since(before))
    }

    fn finish(&mut self) {
        if !self.ended {
            self.ended = true;
            let family = family::members(self.child.id());
            end(&mut self.child, &family);
            live().retain(|one| *one != self.child.id());
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.finish();
    }
}

#[cfg(unix)]
fn end(child: &mut Child, family: &[Member]) {
    use rustix::process as p;
    let pid = |pid: u32| p::Pid::from_raw(i32::try_from(pid).ok()?);
    let Some(group) = pid(child.id()) else { return };
    let _ = p::kill_process_group(group, p::Signal::TERM); // gone: well
    let end = Instant::now() + END;
    // It is left as a zombie, so that its number stays its own.
    let look = p::WaitIdOptions::EXITED
        | p::WaitIdOptions::NOHANG
        | p::WaitIdOptions::NOWAIT;
    while matches!(p::waitid(p::WaitId::Pid(group), look), Ok(None))
        && Instant::now() < end
    {
        sleep(LOOK);
    }
    let _ = p::kill_process_group(group, p::Signal::KILL); // gone: well
    let _ = child.wait(); // we have seen that it ended
    for one in family.iter().filter(|one| one.pid != child.id()) {
        // Who left the group (setsid), and did not end with its parent.
        if let Some(stray) = pid(one.pid).filter(|_| one.lives()) {
            let _ = p::kill_process(stray, p::Signal::KILL); // gone: well
        }
    }
}

#[cfg(not(unix))]
fn end(child: &mut Child, _: &[Member]) {
    let _ = child.kill(); // it may be gone already
    let _ = child.wait(); // nobody else waits for it
}

fn how(status: ExitStatus) -> String {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status)
    {
        return format!(" by signal {signal}");
    }
    match status.code() {
        Some(code) => format!(" with code {code}"),
        None => String::new(),
    }
}

/// A port that nobody has now. Somebody may take it before the server does;
/// then the server says so itself.
fn free() -> io::Result<SocketAddr> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()
}

fn listens(addr: SocketAddr) -> bool {
    family::listens(addr.port()).unwrap_or_else(|| {
        TcpStream::connect_timeout(&addr, Duration::from_millis(100)).is_ok()
    })
}
