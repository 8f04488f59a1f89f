//! The files of step mode: a schedule that is read, and one that is written.

use crate::commands::Failure;
use crate::commands::files::{Kind, failed};
use crate::step::{MARK, Step, parse};
use crate::trace::{self, What};
use std::env;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

const SCHEDULE: Kind =
    Kind { flag: "--save-schedule", name: "schedule", mark: MARK };
/// A schedule may have so many bytes.
const MOST: u64 = 4 * 1024 * 1024;

/// The steps of `--schedule`, each with its line.
pub fn read(path: &Path) -> Result<Vec<(usize, Step)>, Failure> {
    let name = path.display();
    let failed = |e: io::Error| {
        Failure::start(format!(
            "cannot read --schedule {name}: {e}; name a file that \
             --save-schedule has written"
        ))
    };
    let mut text = Vec::new();
    let file = File::open(path).map_err(failed)?;
    file.take(MOST + 1).read_to_end(&mut text).map_err(failed)?;
    if text.len() as u64 > MOST {
        return Err(Failure::usage(format!(
            "--schedule {name} has more than {MOST} bytes: it is no schedule"
        )));
    }
    parse(&String::from_utf8_lossy(&text)).map_err(|damage| {
        Failure::usage(format!(
            "--schedule {name}, line {}: {}; write one step a line, or a \
             comment after #",
            damage.line, damage.why
        ))
    })
}

/// Where `--save-schedule` goes.
pub struct Paper {
    file: File,
    name: String,
    failed: bool,
}

impl Paper {
    /// A new file, or one in place of an older schedule.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        let mut file = SCHEDULE.create(path)?;
        let flags: Vec<String> = env::args_os()
            .skip(1)
            .map(|word| word.to_string_lossy().escape_default().to_string())
            .collect();
        let head = format!("{MARK}: echostage {}\n", flags.join(" "));
        file.write_all(head.as_bytes())
            .map_err(|e| failed(SCHEDULE.flag, path, e))?;
        let name = path.display().to_string();
        Ok(Self { file, name, failed: false })
    }

    /// Adds a line for each; after a failure none, for a gap that nothing
    /// tells of would be worse than an early end.
    pub fn add(&mut self, steps: &[Step]) {
        if steps.is_empty() || self.failed {
            return;
        }
        let lines: String =
            steps.iter().map(|step| format!("{step}\n")).collect();
        if let Err(e) = self.file.write_all(lines.as_bytes()) {
            self.failed = true;
            let name = &self.name;
            let text = format!(
                "cannot write --save-schedule {name}: {e}; the schedule ends \
                 here, the server goes on"
            );
            trace::emit(0, What::Trouble(text));
        }
    }
}
