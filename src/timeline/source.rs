//! Where a recording's bytes are: it is read more than once.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// What can't be read twice is held in memory: so many bytes of it.
pub const MOST: u64 = 64 * 1024 * 1024;

pub enum Source {
    /// So many bytes of it: it may grow while we read.
    File(PathBuf, u64),
    Bytes(Vec<u8>),
}

impl Source {
    /// None for what can't be read again, and is too long to be held.
    pub fn open(path: &Path) -> io::Result<Option<Self>> {
        let bytes = if path == Path::new("-") {
            held(io::stdin().lock())?
        } else {
            let file = File::open(path)?;
            let about = file.metadata()?;
            if about.is_file() {
                return Ok(Some(Self::File(path.into(), about.len())));
            }
            held(file)?
        };
        Ok(bytes.map(Self::Bytes))
    }

    pub fn reader(&self) -> io::Result<Box<dyn BufRead + '_>> {
        Ok(match self {
            Self::File(path, len) => {
                Box::new(BufReader::new(File::open(path)?.take(*len)))
            }
            Self::Bytes(bytes) => Box::new(bytes.as_slice()),
        })
    }
}

fn held(from: impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    from.take(MOST + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= MOST).then_some(bytes))
}
