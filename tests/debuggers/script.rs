//! A command file of `lessons/gdb`: how it is started, and where it stops.

use std::fs;
use std::path::{Path, PathBuf};

const HOLDS: &str = "# holds: ";
const BREAK: &str = "tbreak ";

pub struct Script {
    pub path: PathBuf,
    lines: Vec<String>,
}

/// A breakpoint: what its line shall hold, and where that line stands.
struct Stop<'a> {
    /// Of the script, counted from 0.
    at: usize,
    text: &'a str,
    file: &'a str,
    line: &'a str,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

impl Script {
    pub fn of(stage: &str) -> Self {
        let path = root().join(format!("lessons/gdb/{stage}.gdb"));
        let text = fs::read_to_string(&path).unwrap_or_else(|e| {
            panic!("stage {stage} has no {}: {e}", path.display())
        });
        Self { path, lines: text.lines().map(String::from).collect() }
    }

    /// The arguments of the program, in the command that its head tells.
    pub fn args(&self) -> &str {
        let file = self.path.file_name().unwrap().to_str().unwrap();
        let start = format!(
            "#   gdb -x lessons/gdb/{file} --args target/debug/echostage "
        );
        let told = self.lines.iter().find_map(|l| l.strip_prefix(&start));
        told.unwrap_or_else(|| panic!("{file} does not say: {start}"))
    }

    /// How often it stops.
    pub fn stops(&self) -> usize {
        self.breaks().len()
    }

    fn breaks(&self) -> Vec<Stop<'_>> {
        let pairs = self.lines.iter().zip(self.lines.iter().skip(1));
        let stops = pairs.enumerate().filter_map(|(at, (above, line))| {
            let place = line.strip_prefix(BREAK)?;
            let why = format!("{place}: no {HOLDS:?} above it");
            let text = above.strip_prefix(HOLDS).expect(&why);
            let (file, line) = place.split_once(':').expect("FILE:LINE");
            Some(Stop { at: at + 1, text, file, line })
        });
        stops.collect()
    }

    /// Where the lines stand that the breakpoints are for: the first that is
    /// not there.
    pub fn check(&self) -> Result<(), String> {
        for Stop { text, file, line, .. } in self.breaks() {
            let real = find(file, text)?;
            if line != real.to_string() {
                let name = self.path.display();
                return Err(format!(
                    "{name}: {file}:{line} does not hold {text:?}, line {real} \
                     does (BLESS=1 makes it so)"
                ));
            }
        }
        Ok(())
    }

    /// Writes the lines' numbers anew.
    pub fn bless(&self) {
        let mut lines = self.lines.clone();
        for Stop { at, text, file, .. } in self.breaks() {
            let real = find(file, text).unwrap();
            lines[at] = format!("{BREAK}{file}:{real}");
        }
        fs::write(&self.path, lines.join("\n") + "\n").unwrap();
    }
}

/// The only line of a file that holds this text, counted from 1.
fn find(file: &str, text: &str) -> Result<usize, String> {
    let source = fs::read_to_string(root().join(file));
    let source = source.map_err(|e| format!("{file}: {e}"))?;
    let lines = source.lines().zip(1..);
    let found: Vec<usize> =
        lines.filter(|(l, _)| l.trim() == text).map(|(_, n)| n).collect();
    match *found {
        [line] => Ok(line),
        _ => Err(format!("{file} has {text:?} in the lines {found:?}")),
    }
}
