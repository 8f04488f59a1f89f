//! What the system would not say of a file `run` that can't be started.

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// A script from Windows ends its first line with CR LF: then the name of its
/// interpreter has a CR at its end, and the system says "not found" of a file
/// that is there.
pub fn can_be_read(file: &Path) -> Result<(), &'static str> {
    let mut start = Vec::new();
    let read =
        File::open(file).and_then(|f| f.take(512).read_to_end(&mut start));
    // What can't be read may be a program all the same.
    let is_script = read.is_ok() && start.starts_with(b"#!");
    let first = start.split(|byte| *byte == b'\n').next().unwrap_or(&[]);
    match is_script && first.ends_with(b"\r") {
        true => {
            Err("its file run has Windows line ends: sed -i 's/\\r$//' run")
        }
        false => Ok(()),
    }
}
