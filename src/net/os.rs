//! What differs between operating systems, behind one face. The calls on unix
//! go to the kernel without a detour through the C library (rustix).

use super::proc::process::number;
use std::io;
use std::net::TcpStream;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// The status of the C library's `read(2)` without its cancellation points:
/// 30 instructions less per call.
#[cfg(unix)]
pub fn recv(stream: &TcpStream, bytes: &mut [u8]) -> io::Result<usize> {
    use rustix::net::{RecvFlags, recv};
    Ok(recv(stream, bytes, RecvFlags::empty())?.0)
}

/// `recv(2)` with MSG_DONTWAIT: WouldBlock when nothing is there.
#[cfg(unix)]
pub fn recv_now(stream: &TcpStream, bytes: &mut [u8]) -> io::Result<usize> {
    use rustix::net::{RecvFlags, recv};
    Ok(recv(stream, bytes, RecvFlags::DONTWAIT)?.0)
}

/// Rust ignores SIGPIPE; where a flag exists, a library may not rely on that.
#[cfg(all(unix, not(target_vendor = "apple")))]
const NO_SIGNAL: rustix::net::SendFlags = rustix::net::SendFlags::NOSIGNAL;
#[cfg(target_vendor = "apple")]
const NO_SIGNAL: rustix::net::SendFlags = rustix::net::SendFlags::empty();

#[cfg(unix)]
pub fn send(stream: &TcpStream, bytes: &[u8]) -> io::Result<usize> {
    Ok(rustix::net::send(stream, bytes, NO_SIGNAL)?)
}

/// `send(2)` with MSG_DONTWAIT: WouldBlock when there is no room.
#[cfg(unix)]
pub fn send_now(stream: &TcpStream, bytes: &[u8]) -> io::Result<usize> {
    use rustix::net::{SendFlags, send};
    Ok(send(stream, bytes, NO_SIGNAL | SendFlags::DONTWAIT)?)
}

#[cfg(not(unix))]
pub fn recv(mut stream: &TcpStream, bytes: &mut [u8]) -> io::Result<usize> {
    io::Read::read(&mut stream, bytes)
}

#[cfg(not(unix))]
pub fn send(mut stream: &TcpStream, bytes: &[u8]) -> io::Result<usize> {
    io::Write::write(&mut stream, bytes)
}

/// Only the serving thread reads, so the mode is ours to change for a moment.
#[cfg(not(unix))]
pub fn recv_now(stream: &TcpStream, bytes: &mut [u8]) -> io::Result<usize> {
    stream.set_nonblocking(true)?;
    let result = recv(stream, bytes);
    stream.set_nonblocking(false)?;
    result
}

#[cfg(not(unix))]
pub fn send_now(stream: &TcpStream, bytes: &[u8]) -> io::Result<usize> {
    stream.set_nonblocking(true)?;
    let result = send(stream, bytes);
    stream.set_nonblocking(false)?;
    result
}

/// Undoes what an accepted socket inherits from a listener that does not
/// block, on all systems but Linux (`accept(2)`, "Notes").
pub fn blocks(stream: &TcpStream) -> io::Result<()> {
    if cfg!(target_os = "linux") {
        Ok(())
    } else {
        stream.set_nonblocking(false)
    }
}

/// Whether this machine has no such address, or no such family at all.
pub fn has_none(error: &io::Error) -> bool {
    #[cfg(unix)]
    let family = error.raw_os_error()
        == Some(rustix::io::Errno::AFNOSUPPORT.raw_os_error());
    #[cfg(not(unix))]
    let family = error.kind() == io::ErrorKind::Unsupported;
    family || error.kind() == io::ErrorKind::AddrNotAvailable
}

/// An error that a broken handshake leaves behind; the next accept may do
/// (`accept(2)`, "Error handling").
pub fn is_passing(error: &io::Error) -> bool {
    const EPROTO: Option<i32> =
        if cfg!(target_os = "linux") { Some(71) } else { None };
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted | io::ErrorKind::Interrupted
    ) || (EPROTO.is_some() && error.raw_os_error() == EPROTO)
}

/// Raises the soft limit of descriptors to the hard one, and returns it.
#[cfg(unix)]
pub fn raise_descriptors() -> Option<u64> {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    if limit.current != limit.maximum {
        limit.current = limit.maximum;
        if setrlimit(Resource::Nofile, limit).is_err() {
            limit = getrlimit(Resource::Nofile); // macOS caps it elsewhere
        }
    }
    limit.current
}

#[cfg(not(unix))]
pub fn raise_descriptors() -> Option<u64> {
    None
}

/// The soft limit of descriptors.
pub fn descriptors() -> Option<u64> {
    #[cfg(unix)]
    return rustix::process::getrlimit(rustix::process::Resource::Nofile)
        .current;
    #[cfg(not(unix))]
    None
}

/// The address space that this process may still map, in bytes.
#[cfg(unix)]
pub fn address_space() -> Option<u64> {
    use rustix::process::{Resource, getrlimit};
    let most = getrlimit(Resource::As).current?;
    Some(most.saturating_sub(status("VmSize:").unwrap_or(0) * 1024))
}

/// Threads that this user may have; root is not held to it.
#[cfg(unix)]
pub fn user_threads() -> Option<u64> {
    use rustix::process::{Resource, getrlimit, getuid};
    (!getuid().is_root()).then(|| getrlimit(Resource::Nproc).current).flatten()
}

#[cfg(not(unix))]
pub fn address_space() -> Option<u64> {
    None
}

#[cfg(not(unix))]
pub fn user_threads() -> Option<u64> {
    None
}

/// A number of /proc/self/status (`proc_pid_status(5)`): threads, or KiB.
pub fn status(name: &str) -> Option<u64> {
    number("/proc/self/status", name)
}

/// What this thread has taken of a processor (`clock_gettime(2)`).
#[cfg(unix)]
pub fn cpu_time() -> Duration {
    use nix::time::{ClockId, clock_gettime};
    let time = clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID);
    time.map_or_else(|_| clock_time(), Duration::from)
}

#[cfg(not(unix))]
pub fn cpu_time() -> Duration {
    clock_time()
}

/// For who has no better measure: time that only passes.
fn clock_time() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed()
}

/// What the system calls this thread, where `is_asleep` can ask for it.
pub fn thread_id() -> Option<u32> {
    #[cfg(target_os = "linux")]
    return rustix::thread::gettid().as_raw_nonzero().get().try_into().ok();
    #[cfg(not(target_os = "linux"))]
    None
}

/// Whether this thread of ours waits for something, or is gone
/// (`proc_pid_stat(5)`, state). One that is just slow is neither.
pub fn is_asleep(thread: u32) -> bool {
    let path = format!("/proc/self/task/{thread}/stat");
    let stat = std::fs::read_to_string(path);
    // The name before the state may hold spaces and parentheses.
    let state = stat.ok().and_then(|stat| {
        stat.rsplit_once(") ").and_then(|(_, rest)| rest.chars().next())
    });
    state != Some('R')
}
