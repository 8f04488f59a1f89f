//! The flags of `echostage timeline` that draw into a file.

use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(next_help_heading = "Into a file")]
pub struct Drawings {
    /// A page that plays the recording beside the code, for a browser; it
    /// loads nothing from a network
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// A picture, for a document or for paper
    #[arg(long, value_name = "FILE")]
    pub svg: Option<PathBuf>,
    /// With --svg: only what the clients did, and empty lanes to draw in on
    /// paper. The solution is the same command without --blank: it has the
    /// same size, and everything stands in the same place
    #[arg(long, requires = "svg")]
    pub blank: bool,
    /// A trace for Perfetto (ui.perfetto.dev), in the Trace Event Format
    #[arg(long, value_name = "FILE")]
    pub chrome: Option<PathBuf>,
}
