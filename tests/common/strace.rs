//! Faults by strace: from its attaching on, a call fails.

use super::{Log, Process, tools::need};
use rustix::process::{Pid, Signal, kill_process};
use std::fs;
use std::process::{Child, Command, Stdio};

pub struct Strace {
    child: Child,
    log: Log,
}

impl Strace {
    /// Every thread and child of this process: `accept4:error=EMFILE`.
    pub fn on_all(process: Process, inject: &str) -> Self {
        Self::attach(process.0, inject, &["-f"])
    }

    /// One thread. `when=` counts per thread, so it is exact only here.
    pub fn on_thread(thread: u32, inject: &str) -> Self {
        Self::attach(thread, inject, &[])
    }

    fn attach(id: u32, inject: &str, more: &[&str]) -> Self {
        may_attach();
        let calls = inject.split(':').next().unwrap();
        let mut command = Command::new(need("strace"));
        command.args(more).args(["-p", &id.to_string()]);
        command.args(["-e", &format!("trace={calls}")]);
        command.args(["-e", &format!("inject={inject}")]);
        command.args(["-e", "signal=none"]).stdin(Stdio::null());
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let log = Log::collect(child.stderr.take().unwrap());
        let strace = Self { child, log };
        strace.log.wait_for(" attached");
        strace
    }

    /// Waits until so many calls have failed.
    pub fn failed(&self, n: usize) {
        self.log.wait_for_count(n, "(INJECTED)");
    }

    /// How many calls have failed so far.
    pub fn count(&self) -> usize {
        self.log.count("(INJECTED)")
    }

    /// Lets go: the calls work again from here on.
    pub fn detach(self) {}
}

impl Drop for Strace {
    fn drop(&mut self) {
        let pid = Pid::from_raw(self.child.id() as i32).unwrap();
        let _ = kill_process(pid, Signal::TERM); // it may be gone already
        drop(self.child.wait());
    }
}

/// Yama lets an ordinary user trace only what strace itself has started.
fn may_attach() {
    let yama = fs::read_to_string("/proc/sys/kernel/yama/ptrace_scope");
    let open = yama.is_ok_and(|scope| scope.trim() != "0");
    assert!(
        rustix::process::getuid().is_root() || !open,
        "this test attaches strace to a server: run it as root, or after \
         `sysctl kernel.yama.ptrace_scope=0`"
    );
}

/// The inode of the server's end of a connection, by the client's port.
fn inode(port: u16) -> Option<String> {
    let peer = format!(":{port:04X}");
    let table = fs::read_to_string("/proc/net/tcp").ok()?;
    table.lines().find_map(|line| {
        let row: Vec<_> = line.split_whitespace().collect();
        let ours = row[2].ends_with(&peer) && row[3] == "01" && row[9] != "0";
        ours.then(|| row[9].to_string())
    })
}

/// The thread that waits for the client at this port: of the server, where it
/// is asleep in a read on the connection; or of the child that has it.
pub fn reader_of(server: Process, port: u16) -> Option<u32> {
    let socket = format!("socket:[{}]", inode(port)?);
    let has_it = |process: &&Process| {
        let stdin = fs::read_link(format!("/proc/{}/fd/0", process.0));
        stdin.is_ok_and(|file| file.as_os_str() == socket.as_str())
    };
    if let Some(child) = server.descendants().iter().find(has_it) {
        return is_asleep(child.0).then_some(child.0);
    }
    let tasks = fs::read_dir(format!("/proc/{}/task", server.0)).ok()?;
    let tasks = tasks.flatten();
    let mut tasks = tasks.filter_map(|t| t.file_name().to_str()?.parse().ok());
    tasks.find(|task: &u32| reads_from(*task, &socket))
}

/// The call that a thread is asleep in, and its arguments.
fn call(task: u32) -> Vec<String> {
    let call = fs::read_to_string(format!("/proc/{task}/syscall"));
    let call = call.unwrap_or_default();
    call.split_whitespace().map(String::from).collect()
}

fn is_asleep(task: u32) -> bool {
    call(task).len() > 1
}

fn reads_from(task: u32, socket: &str) -> bool {
    let call = call(task);
    let [number, fd, ..] = &call[..] else { return false };
    // recvfrom, read, recvmsg on x86_64; read, recvfrom, recvmsg on arm64
    let reads = ["45", "0", "47", "63", "207", "212"];
    let fd = u32::from_str_radix(fd.trim_start_matches("0x"), 16);
    let fd = format!("/proc/{task}/fd/{}", fd.unwrap_or(u32::MAX));
    let file = fs::read_link(fd).unwrap_or_default();
    reads.contains(&&**number) && file.as_os_str() == socket
}
