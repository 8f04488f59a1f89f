//! The folder that a lesson is played in: the sources that it compares, and
//! this very program as `echostage`. It goes when the lesson ends.

use crate::commands::Failure;
use crate::{service, stage};
use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub struct Scratch(PathBuf);

impl Scratch {
    pub fn new() -> Result<Self, Failure> {
        let failed = |e: io::Error| {
            let place = env::temp_dir();
            Failure::start(format!(
                "cannot make a folder for the lesson in {}: {e}; make room \
                 there, or name another place in TMPDIR",
                place.display()
            ))
        };
        // Only we may look into it (mode 0700): tmux takes orders in there.
        let mut folder = tempfile::Builder::new();
        let folder = folder.prefix("echostage-lesson-").tempdir();
        let scratch = Self(folder.map_err(failed)?.keep());
        let filled = scratch.fill().map_err(failed);
        if filled.is_err() {
            scratch.remove();
        }
        filled.map(|()| scratch)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    fn fill(&self) -> io::Result<()> {
        let stages = stage::TABLE.iter().flat_map(|stage| stage.sources);
        let services = service::TABLE.iter().map(|row| &row.source);
        for (path, text) in stages.chain(services) {
            let path = self.0.join(path);
            fs::create_dir_all(path.parent().unwrap_or(&self.0))?;
            fs::write(path, text)?;
        }
        #[cfg(unix)]
        {
            let bin = self.0.join("bin");
            fs::create_dir(&bin)?;
            std::os::unix::fs::symlink(program()?, bin.join("echostage"))?;
        }
        Ok(())
    }

    /// Nobody may write in there any more. (One that is just being killed
    /// still may: so not only once.)
    pub fn remove(&self) {
        for _ in 0..20 {
            match fs::remove_dir_all(&self.0) {
                Err(e) if e.kind() != io::ErrorKind::NotFound => (),
                _ => return,
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// This very program, also where its file was replaced meanwhile.
#[cfg(unix)]
pub fn program() -> io::Result<PathBuf> {
    let own = env::current_exe()?;
    let linux = PathBuf::from(format!("/proc/{}/exe", std::process::id()));
    Ok(if own.exists() || !linux.exists() { own } else { linux })
}
