//! A file that a flag names, and that we write: a new one, or in place of an
//! older one of its kind. A wrong name must not cost anybody's work.

use super::Failure;
#[cfg(unix)]
use super::terminal;
use std::fs::File;
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
        File::create(path).map_err(|e| failed(self.flag, path, e))
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
    Failure::start(format!(
        "cannot write {flag} {}: {error}; name a file in a folder that exists \
         and is yours",
        path.display()
    ))
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
