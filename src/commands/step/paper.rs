//! The files of step mode: a schedule that is read, and one that is written.

use crate::commands::Failure;
use crate::commands::files::{Kind, failed};
use crate::step::{MARK, Step, parse};
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
    /// So many bytes are in whole lines.
    whole: u64,
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
        let (name, whole) = (path.display().to_string(), head.len() as u64);
        Ok(Self { file, name, whole, failed: false })
    }

    /// Adds a line for each; after a failure none, for a gap that nothing
    /// tells of would be worse than an early end. The error is what to say,
    /// once.
    pub fn add(&mut self, steps: &[Step]) -> Result<(), String> {
        if self.failed {
            return Ok(());
        }
        for step in steps {
            let line = format!("{step}\n");
            if let Err(e) = self.file.write_all(line.as_bytes()) {
                self.failed = true;
                // Half a line may stay where the file can't be cut (a pipe).
                let _ = self.file.set_len(self.whole);
                let name = &self.name;
                return Err(format!(
                    "cannot write --save-schedule {name}: {e}; the schedule \
                     ends here, the server goes on"
                ));
            }
            self.whole += line.len() as u64;
        }
        Ok(())
    }
}
