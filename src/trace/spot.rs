//! A line of our source: who made a call.

use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use std::panic::Location;
use std::sync::{Mutex, PoisonError};

/// A line of our source; line 0 is none.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq, Serialize)]
pub struct Spot {
    pub file: &'static str,
    pub line: u32,
}

impl<'de> Deserialize<'de> for Spot {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Told {
            file: String,
            line: u32,
        }
        let Told { file, line } = Told::deserialize(from)?;
        Ok(Self { file: kept(file), line })
    }
}

/// As `src/service/echo.rs:15`, wherever the source stood when it was built;
/// nothing where there is no line.
impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let start = self.file.rfind("src/").unwrap_or(0);
        match self.line {
            0 => Ok(()),
            line => write!(f, "{}:{line}", &self.file[start..]),
        }
    }
}

impl From<&Location<'static>> for Spot {
    fn from(at: &Location<'static>) -> Self {
        Self { file: at.file(), line: at.line() }
    }
}

/// More files than a child of ours, which is the same program, can name.
const FILES: usize = 256;

/// The name of a file that another process has told: kept for ever, once.
fn kept(name: String) -> &'static str {
    static KEPT: Mutex<BTreeSet<&str>> = Mutex::new(BTreeSet::new());
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(same) = kept.get(&*name) {
        return same;
    }
    if kept.len() == FILES {
        return "";
    }
    let name: &'static str = name.leak();
    kept.insert(name);
    name
}
