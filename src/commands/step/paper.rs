//! The files of step mode: a schedule that is read, and one that is written.

use crate::commands::Failure;
use crate::commands::recording::may_replace;
#[cfg(unix)]
use crate::commands::terminal;
use crate::step::{MARK, Step, parse};
use std::env;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

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
        #[cfg(unix)]
        terminal::mind_file_size();
        let name = path.display().to_string();
        let failed = |e: io::Error| {
            Failure::start(format!(
                "cannot write --save-schedule {name}: {e}; name a file in a \
                 folder that exists and is yours"
            ))
        };
        if !may_replace(path, MARK.as_bytes()).map_err(failed)? {
            return Err(Failure::start(format!(
                "cannot write --save-schedule {name}: it is there, and was not \
                 written so; name another file, or remove it"
            )));
        }
        let mut file = File::create(path).map_err(failed)?;
        let flags: Vec<String> = env::args_os()
            .skip(1)
            .map(|word| word.to_string_lossy().escape_default().to_string())
            .collect();
        let head = format!("{MARK}: echostage {}\n", flags.join(" "));
        file.write_all(head.as_bytes()).map_err(failed)?;
        Ok(Self { file, name, whole: head.len() as u64, failed: false })
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
