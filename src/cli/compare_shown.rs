//! The flags of `echostage compare` that say what becomes of the result.

use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
#[command(next_help_heading = "What becomes of the result")]
pub struct Shown {
    /// Charts into this folder: round-trips.svg, latency.svg, memory.svg
    #[arg(long, value_name = "DIR")]
    pub svg: Option<PathBuf>,
    /// The result as one JSON object instead of the table; with =FILE beside
    /// the table, into a file
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true,
          default_missing_value = "-")]
    pub json: Option<PathBuf>,
    /// A page for a lesson, in Markdown, instead of the table; with =FILE
    /// beside the table, into a file
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true,
          default_missing_value = "-")]
    pub markdown: Option<PathBuf>,
    /// Also what the figures should be, by the laws of queueing, beside what
    /// was measured
    #[arg(long)]
    pub model: bool,
}

impl Shown {
    /// What can't go together, beyond what the flags say by themselves.
    pub fn check(&self) -> Result<(), String> {
        if is_output(&self.json) && is_output(&self.markdown) {
            return Err("--json and --markdown both go to the output: give \
                        one a file, as in --json=FILE"
                .into());
        }
        Ok(())
    }

    /// Something else than the table goes to the output.
    pub fn instead(&self) -> bool {
        is_output(&self.json) || is_output(&self.markdown)
    }
}

/// Where a single dash stands for a file, it is the output.
pub fn is_output(file: &Option<PathBuf>) -> bool {
    file.as_deref() == Some(Path::new("-"))
}
