//! What is built from C and Go, into cargo's folder for such.

use super::Gone;
use crate::server::Scratch;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

pub fn source(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers").join(name)
}

/// Runs a compiler whose last flag is the one before the output's name.
/// Under another name first: two that build at once must not mix.
pub fn compile(
    mut compiler: Command,
    from: &str,
    name: &str,
) -> Result<PathBuf, Gone> {
    let (from, draft) = (source(from), Scratch::new(name));
    let built = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let age = |path: &Path| fs::metadata(path)?.modified();
    let sources = [&from, &source("peer.h")].map(|path| age(path));
    let [from_age, header_age] = sources;
    let newest = from_age?.max(header_age?);
    if age(&built).is_ok_and(|age| age > newest) {
        return Ok(built);
    }
    let made = compiler.arg(&draft.0).arg(&from).output()?;
    let said = String::from_utf8_lossy(&made.stderr);
    if !made.status.success() || !said.is_empty() {
        let why = format!("{compiler:?}: {said}");
        return Err(io::Error::other(why).into());
    }
    fs::rename(&draft.0, &built)?;
    Ok(built)
}
