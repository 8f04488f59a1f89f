//! `--record FILE`: opens the file, and says in its first line what is seen.

use super::Failure;
use super::files::{Kind, failed};
use crate::trace::{FORMAT, Header, Record};
use std::env;
use std::net::SocketAddr;
use std::path::Path;
use std::time::SystemTime;

const RECORDING: Kind =
    Kind { flag: "--record", name: "recording", mark: "{\"echostage\":" };

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
    let file = RECORDING.create(path)?;
    let name = path.display().to_string();
    Record::start(file, name, &about.header())
        .map_err(|e| failed(RECORDING.flag, path, e))
}
