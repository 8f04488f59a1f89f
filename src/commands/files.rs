//! A file that a flag names, and that we write: a new one, or in place of an
//! older one of its kind. A wrong name must not cost anybody's work.

use super::Failure;
#[cfg(unix)]
use super::terminal;
use std::fs::{self, File};
use std::io::{self, Read};
#[cfg(unix)]
use std::os::unix::fs::MetadataExt;
use std::path::{self, Path};

/// What is written.
pub struct Kind {
    pub flag: &'static str,
    pub name: &'static str,
    /// How each of them begins.
    pub mark: &'static str,
}

impl Kind {
    pub fn create(&self, path: &Path) -> Result<File, Failure> {
        #[cfg(unix)]
        terminal::mind_file_size();
        self.may_write(path)?;
        let mut as_is = File::options();
        as_is.write(true).create(true).truncate(false);
        let failed = |e| failed(self.flag, path, e);
        let file = as_is.open(path).map_err(failed)?;
        if !is_ours_alone(&file) {
            return Err(Failure::start(format!(
                "cannot write {} {}: another process writes it; name another \
                 file",
                self.flag,
                path.display()
            )));
        }
        // Only a file can be cut: nothing stays in a pipe.
        let _ = file.set_len(0);
        Ok(file)
    }

    /// Whether it can be written there: for who has long to work before.
    pub fn will_write(&self, path: &Path) -> Result<(), Failure> {
        self.may_write(path)?;
        can_write(path).map_err(|e| failed(self.flag, path, e))
    }

    /// Whether nothing is lost when it is written there.
    pub fn may_write(&self, path: &Path) -> Result<(), Failure> {
        let Self { flag, name, mark } = self;
        match may_replace(path, mark.as_bytes()) {
            Ok(true) => Ok(()),
            Ok(false) => Err(Failure::start(format!(
                "cannot write {flag} {}: it is there, and no {name}; name \
                 another file, or remove it",
                path.display()
            ))),
            Err(e) => Err(failed(flag, path, e)),
        }
    }
}

/// The failure to write what `flag` names.
pub fn failed(flag: &str, path: &Path, error: io::Error) -> Failure {
    let advice = match error.kind() {
        io::ErrorKind::StorageFull => "make room there",
        _ => "name a file in a folder that exists and is yours",
    };
    let path = path.display();
    Failure::start(format!("cannot write {flag} {path}: {error}; {advice}"))
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

fn may_replace(path: &Path, mark: &[u8]) -> io::Result<bool> {
    match path.metadata() {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(true),
        Ok(found) if !found.is_file() => return Ok(!found.is_dir()),
        found => found?,
    };
    let mut first = Vec::new();
    File::open(path)?.take(mark.len() as u64).read_to_end(&mut first)?;
    Ok(first.is_empty() || first == mark)
}

/// Tries it; a file that was not there is gone again. What is no file waits
/// perhaps for who reads it, so it is not opened.
fn can_write(path: &Path) -> io::Result<()> {
    if path.is_file() {
        return File::options().write(true).open(path).map(|_| ());
    }
    match File::create_new(path) {
        Ok(_) => fs::remove_file(path),
        // A device, or a link to what is not there yet.
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(e) => Err(e),
    }
}

/// Whether both name one file, which would be lost; not a device or a pipe.
pub fn same(one: &Path, other: &Path) -> bool {
    match (one.metadata(), other.metadata()) {
        #[cfg(unix)]
        (Ok(one), Ok(other)) => {
            one.is_file()
                && (one.dev(), one.ino()) == (other.dev(), other.ino())
        }
        #[cfg(not(unix))]
        (Ok(found), Ok(_)) => {
            let paths = (one.canonicalize(), other.canonicalize());
            found.is_file() && matches!(paths, (Ok(a), Ok(b)) if a == b)
        }
        _ => match (path::absolute(one), path::absolute(other)) {
            (Ok(one), Ok(other)) => one == other,
            _ => false,
        },
    }
}
