//! The socket of `--watch PATH`: ours alone from the start (mode 0600), in
//! place of one that nobody listens on any more, and gone at the end.

use crate::commands::Failure;
use rustix::fs::{FlockOperation, flock};
#[cfg(target_os = "linux")]
use rustix::fs::{Mode, fchmod};
use socket2::{Domain, SockAddr, Type};
#[cfg(not(target_os = "linux"))]
use std::fs::Permissions;
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind};
#[cfg(not(target_os = "linux"))]
use std::os::unix::fs::PermissionsExt;
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

/// Who may wait to be let in.
const BACKLOG: i32 = 16;
/// A path has so many bytes at most.
const LONGEST: usize = if cfg!(target_os = "linux") { 107 } else { 103 };
/// How often, and how long, to try to lock a folder.
const TRIES: u32 = 20;
const TRY: Duration = Duration::from_millis(10);

/// Dropped, its file is removed as well.
pub struct Socket {
    listener: UnixListener,
    path: PathBuf,
    file: (u64, u64),
    removed: AtomicBool,
}

impl Socket {
    pub fn open(path: &Path) -> Result<Self, Failure> {
        let failed = |e: io::Error| refused(path, &explain(&e));
        let addr = SockAddr::unix(path).map_err(|_| {
            refused(path, &format!("{}; name a shorter one", too_long(path)))
        })?;
        let folder = locked(path);
        match path.symlink_metadata() {
            Ok(found) => make_way(path, &found, &addr)?,
            Err(e) if e.kind() == ErrorKind::NotFound => (),
            Err(e) => return Err(failed(e)),
        }
        let listener = bind(path, &addr).map_err(failed)?;
        let file = identity(&path.symlink_metadata().map_err(failed)?);
        drop(folder);
        let (path, removed) = (path.to_owned(), AtomicBool::new(false));
        Ok(Self { listener, path, file, removed })
    }

    /// Where watchers come in.
    pub fn gate(&self) -> io::Result<UnixListener> {
        self.listener.try_clone()
    }

    /// Removes the file, if it is still ours.
    pub fn remove(&self) {
        if self.removed.swap(true, Relaxed) {
            return;
        }
        let folder = locked(&self.path);
        let found = self.path.symlink_metadata();
        if found.is_ok_and(|found| identity(&found) == self.file) {
            // Else the next server finds nobody there, and replaces it.
            let _ = fs::remove_file(&self.path);
        }
        drop(folder);
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.remove();
    }
}

fn identity(file: &Metadata) -> (u64, u64) {
    (file.dev(), file.ino())
}

/// Two servers that look at one path do it one after the other. Anybody may
/// lock a folder that all can read (`flock(2)`), so nobody waits for long: at
/// worst, both find the same old socket.
fn locked(path: &Path) -> Option<File> {
    let folder = path.parent().filter(|path| !path.as_os_str().is_empty());
    let folder = File::open(folder.unwrap_or(Path::new("."))).ok()?;
    let lock = || flock(&folder, FlockOperation::NonBlockingLockExclusive);
    for _ in 0..TRIES {
        if lock().is_ok() {
            break;
        }
        thread::sleep(TRY);
    }
    Some(folder)
}

/// Why a path can't be a socket's (`unix(7)`, sun_path).
pub fn too_long(path: &Path) -> String {
    let (most, has) = (LONGEST, path.as_os_str().len());
    format!("a socket's path has {most} bytes at most, this one has {has}")
}

/// Nobody can connect before `listen(2)`. On Linux the file is made with the
/// socket's own mode: to change it by its path could hit another file, which
/// somebody has put there.
fn bind(path: &Path, addr: &SockAddr) -> io::Result<UnixListener> {
    let socket = socket2::Socket::new(Domain::UNIX, Type::STREAM, None)?;
    #[cfg(target_os = "linux")]
    fchmod(&socket, Mode::RUSR | Mode::WUSR)?;
    socket.bind(addr)?;
    #[cfg(not(target_os = "linux"))]
    fs::set_permissions(path, Permissions::from_mode(0o600))?;
    if let Err(e) = socket.listen(BACKLOG) {
        // The first error is the one to tell.
        let _ = fs::remove_file(path);
        return Err(e);
    }
    Ok(socket.into())
}

/// Removes a socket that nobody listens on.
fn make_way(
    path: &Path,
    found: &Metadata,
    addr: &SockAddr,
) -> Result<(), Failure> {
    if !found.file_type().is_socket() {
        return Err(refused(
            path,
            "it is there, and no socket; name another path, or remove it",
        ));
    }
    let failed = |e: io::Error| refused(path, &explain(&e));
    let probe = socket2::Socket::new(Domain::UNIX, Type::STREAM, None);
    let probe = probe.map_err(failed)?;
    // A server that is stopped may have no place in its queue: don't wait.
    probe.set_nonblocking(true).map_err(failed)?;
    match probe.connect(addr) {
        Err(e) if e.kind() == ErrorKind::ConnectionRefused => {
            fs::remove_file(path).map_err(failed)
        }
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(()),
        Err(e) if e.kind() == ErrorKind::PermissionDenied => Err(failed(e)),
        _ => Err(refused(
            path,
            &format!(
                "another server{} is watched there; end it, or name another \
                 path",
                pid(&probe)
            ),
        )),
    }
}

/// Who listens at the other end (`unix(7)`, SO_PEERCRED).
#[cfg(target_os = "linux")]
fn pid(probe: &socket2::Socket) -> String {
    let peer = rustix::net::sockopt::socket_peercred(probe);
    peer.map_or_else(
        |_| String::new(),
        |peer| format!(" (pid {})", peer.pid.as_raw_nonzero()),
    )
}

#[cfg(not(target_os = "linux"))]
fn pid(_: &socket2::Socket) -> String {
    String::new()
}

fn explain(error: &io::Error) -> String {
    let advice = "name a path in a folder that exists and is yours";
    format!("{error}; {advice}")
}

fn refused(path: &Path, why: &str) -> Failure {
    let path = path.display();
    Failure::start(format!("cannot open --watch {path}: {why}"))
}
