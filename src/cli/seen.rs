//! The flags of what lets you see a server at work.

use clap::Args;
use std::path::PathBuf;

/// Who else is told what happens.
#[derive(Debug, Args)]
#[command(next_help_heading = "Seeing it")]
pub struct Seen {
    /// Record each call and event in FILE, a JSON object a line, for
    /// `echostage timeline`
    #[arg(long, value_name = "FILE", conflicts_with = "inetd")]
    pub record: Option<PathBuf>,
}

impl Seen {
    /// Whether anybody may want to hear of calls.
    pub fn any(&self) -> bool {
        self.record.is_some()
    }
}
