//! What a file in a folder is: left by who was killed, or none of our business.

use super::Process;
use std::fs::{self, DirEntry};

pub enum Left {
    /// At which nobody listens.
    Socket,
    /// The folder of a lesson whose keeper is gone.
    Lesson,
}

/// Nobody else's: what another has put there may be made to hold us up.
pub fn left(entry: &DirEntry) -> Option<Left> {
    if !is_ours(entry) {
        return None;
    }
    if entry.file_name().to_str()?.starts_with("echostage-lesson-") {
        let keeper = fs::read_to_string(entry.path().join(".keeper")).ok()?;
        let keeper = keeper.trim().parse().ok().and_then(Process::of);
        return keeper.is_none().then_some(Left::Lesson);
    }
    is_deaf_socket(entry).then_some(Left::Socket)
}

#[cfg(unix)]
fn is_ours(entry: &DirEntry) -> bool {
    use std::os::unix::fs::MetadataExt;
    let own = rustix::process::geteuid().as_raw();
    entry.metadata().is_ok_and(|about| about.uid() == own)
}

/// There each user has a temporary folder of their own.
#[cfg(not(unix))]
fn is_ours(_: &DirEntry) -> bool {
    true
}

#[cfg(not(unix))]
fn is_deaf_socket(_: &DirEntry) -> bool {
    false
}

/// One that is only for us, and that nobody has open: another program's
/// may be alike, so it stays a hint. Who is asked by a connection would take
/// it for a client: so /proc is asked first (`unix(7)`).
#[cfg(unix)]
fn is_deaf_socket(entry: &DirEntry) -> bool {
    use std::io::ErrorKind;
    use std::os::unix::fs::{FileTypeExt, PermissionsExt};
    let Ok(about) = entry.metadata() else { return false };
    let for_us = about.permissions().mode() & 0o077 == 0;
    if !(about.file_type().is_socket() && for_us) {
        return false;
    }
    let path = entry.path();
    let open = fs::read_to_string("/proc/net/unix").unwrap_or_default();
    if open.lines().any(|row| row.ends_with(&*path.to_string_lossy())) {
        return false;
    }
    // Without waiting: a stopped server has no place in its queue.
    let probe = socket2::Socket::new(
        socket2::Domain::UNIX,
        socket2::Type::STREAM,
        None,
    );
    probe.is_ok_and(|probe| {
        let addr = socket2::SockAddr::unix(&path);
        probe.set_nonblocking(true).is_ok()
            && addr
                .and_then(|addr| probe.connect(&addr))
                .is_err_and(|e| e.kind() == ErrorKind::ConnectionRefused)
    })
}
