//! `--record FILE`: opens the file, and says in its first line what is seen.

use super::Failure;
#[cfg(unix)]
use super::terminal;
use crate::trace::{FORMAT, Header, Record};
use std::env;
use std::fs::File;
use std::io::{self, Read};
use std::net::SocketAddr;
use std::path::Path;
use std::time::SystemTime;

/// How the first line of every recording begins.
const MARK: &[u8] = b"{\"echostage\":";

/// What a recording tells of the server: `start` as in `Event::at`.
pub struct About<'a> {
    pub stage: &'a str,
    /// Empty where there is none.
    pub service: &'a str,
    pub addr: SocketAddr,
    pub start: u64,
}

impl About<'_> {
    pub fn header(&self) -> Header {
        let date = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        Header {
            echostage: FORMAT,
            version: env!("CARGO_PKG_VERSION").into(),
            stage: self.stage.into(),
            service: self.service.into(),
            flags: env::args_os()
                .skip(1)
                .map(|word| word.to_string_lossy().into_owned())
                .collect(),
            listen: self.addr.to_string(),
            pid: std::process::id(),
            start: self.start,
            date: date.map_or(0, |date| date.as_secs()),
        }
    }
}

/// Begins a recording in a new file, or in place of an older recording.
pub fn start(path: &Path, about: &About) -> Result<Record, Failure> {
    #[cfg(unix)]
    terminal::mind_file_size();
    let name = path.display().to_string();
    let failed = |e: io::Error| {
        Failure::start(format!(
            "cannot write --record {name}: {e}; name a file in a folder that \
             exists and is yours"
        ))
    };
    if !may_replace(path, MARK).map_err(failed)? {
        return Err(Failure::start(format!(
            "cannot write --record {name}: it is there, and no recording; \
             name another file, or remove it"
        )));
    }
    let mut as_is = File::options();
    as_is.write(true).create(true).truncate(false);
    let file = as_is.open(path).map_err(failed)?;
    if !is_ours_alone(&file) {
        return Err(Failure::start(format!(
            "cannot write --record {name}: another server writes it; name \
             another file"
        )));
    }
    // Only a file can be cut: a pipe has nothing in it that stays.
    let _ = file.set_len(0);
    Record::start(file, name.clone(), &about.header()).map_err(failed)
}

/// Takes the lock on it (`flock(2)`), which goes with us.
#[cfg(unix)]
fn is_ours_alone(file: &File) -> bool {
    use rustix::fs::{FlockOperation, flock};
    let lock = flock(file, FlockOperation::NonBlockingLockExclusive);
    lock != Err(rustix::io::Errno::WOULDBLOCK)
}

#[cfg(not(unix))]
fn is_ours_alone(_: &File) -> bool {
    true
}

/// Whether nothing is lost when this file is written anew: it begins so.
pub fn may_replace(path: &Path, mark: &[u8]) -> io::Result<bool> {
    match path.metadata() {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(true),
        Ok(found) if !found.is_file() => return Ok(!found.is_dir()),
        found => found?,
    };
    let mut first = Vec::new();
    File::open(path)?.take(mark.len() as u64).read_to_end(&mut first)?;
    Ok(first.is_empty() || first == mark)
}
