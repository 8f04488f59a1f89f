//! What a server or a lesson that was killed leaves in a folder: a socket of
//! `--watch` at which nobody listens, and a lesson's scratch folder.

use super::{Finding, Process};
use crate::trace::escape;
use std::env;
use std::fs::{self, DirEntry};
use std::path::{Path, PathBuf};

/// Somebody may have filled the folder.
const ENTRIES: usize = 10_000;
const MOST: usize = 5;

pub fn look(_: u16) -> Vec<Finding> {
    let mut places = vec![env::temp_dir()];
    places.extend(env::current_dir());
    places.sort();
    places.dedup();
    let mut found = Vec::new();
    let (mut sockets, mut lessons) = (Vec::new(), Vec::new());
    for place in &places {
        let entries = match fs::read_dir(place) {
            Ok(entries) => entries.flatten().take(ENTRIES),
            Err(e) => {
                let seen = format!("{} can't be looked at: {e}", shown(place));
                found.push(Finding::look("files", seen, ""));
                continue;
            }
        };
        for entry in entries {
            match left(&entry) {
                Some(Left::Socket) => sockets.push(entry.path()),
                Some(Left::Lesson) => lessons.push(entry.path()),
                None => (),
            }
        }
    }
    let what = "sockets at which nobody listens, of --watch or another program";
    found.extend(told(&sockets, what, "rm"));
    found.extend(told(&lessons, "of lessons that were killed", "rm -r"));
    if found.is_empty() {
        let places = places.iter().map(|place| shown(place));
        let places = places.collect::<Vec<_>>().join(" and ");
        let seen = format!("nothing of a killed server in {places}");
        return vec![Finding::ok("files", seen)];
    }
    found
}

enum Left {
    Socket,
    Lesson,
}

fn told(paths: &[PathBuf], what: &str, remove: &str) -> Option<Finding> {
    let first = paths.get(..MOST).unwrap_or(paths);
    let names: Vec<_> = first.iter().map(|path| shown(path)).collect();
    let more = match paths.len().saturating_sub(MOST) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let seen = format!("{}{more}: {what}", names.join(" "));
    let typed: Option<Vec<_>> = first.iter().map(|path| quoted(path)).collect();
    let todo = match typed {
        Some(all) => format!("if you know them: {remove} {}", all.join(" ")),
        None => "if you know them, remove them".into(),
    };
    (!paths.is_empty()).then(|| Finding::look("files", seen, &todo))
}

/// As a shell takes it for one word. None: it was not shown as it is.
fn quoted(path: &Path) -> Option<String> {
    let raw = path.to_str()?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+:".contains(c);
    if shown(path) != raw {
        return None;
    }
    Some(match raw.chars().all(plain) {
        true => raw.into(),
        false => format!("'{}'", raw.replace('\'', r"'\''")),
    })
}

/// Nobody else's: what another has put there may be made to hold us up.
fn left(entry: &DirEntry) -> Option<Left> {
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

fn shown(path: &Path) -> String {
    escape(path.as_os_str().as_encoded_bytes(), 100)
}
