//! The folder that a lesson is played in: the sources that it compares, and
//! this very program as `echostage`. It goes when the lesson ends.

use crate::commands::Failure;
use crate::trace::escape;
use crate::{service, stage};
use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What its name begins with.
const PREFIX: &str = "echostage-lesson-";
/// Who keeps the lesson: a number of a process.
#[cfg(unix)]
pub const KEEPER: &str = ".keeper";

pub struct Scratch(PathBuf);

impl Scratch {
    pub fn new() -> Result<Self, Failure> {
        has_a_plain_name(&env::temp_dir())?;
        let failed = |e: io::Error| {
            let place = env::temp_dir();
            Failure::start(format!(
                "cannot make a folder for the lesson in {}: {e}; make room \
                 there, or name another place in TMPDIR",
                place.display()
            ))
        };
        let mut folder = tempfile::Builder::new();
        folder.prefix(PREFIX);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // Only we may look into it: tmux takes orders in there.
            folder.permissions(fs::Permissions::from_mode(0o700));
        }
        let scratch = Self(folder.tempdir().map_err(failed)?.keep());
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

/// Whether that is one, and somebody keeps it, or has: to be removed.
#[cfg(unix)]
pub fn is_kept(folder: &Path) -> bool {
    let name = folder.file_name().unwrap_or_default();
    let named = name.as_encoded_bytes().starts_with(PREFIX.as_bytes());
    named && folder.join(KEEPER).is_file()
}

/// It stands in PATH, and may be typed by hand.
fn has_a_plain_name(place: &Path) -> Result<(), Failure> {
    let name = place.as_os_str().as_encoded_bytes();
    let shown = escape(name, usize::MAX);
    let plain = place.to_str() == Some(&shown);
    if plain && env::join_paths([place]).is_ok() {
        return Ok(());
    }
    Err(Failure::start(format!(
        "cannot play a lesson in {shown}: that name cannot be in PATH, or not \
         be typed; name another place in TMPDIR"
    )))
}

/// This very program, also where its file was replaced meanwhile.
#[cfg(unix)]
pub fn program() -> io::Result<PathBuf> {
    let own = env::current_exe()?;
    let linux = PathBuf::from(format!("/proc/{}/exe", std::process::id()));
    Ok(if own.exists() || !linux.exists() { own } else { linux })
}
