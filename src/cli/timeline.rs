//! The flags of `echostage timeline`.

use super::drawings::Drawings;
use super::serve::Colour;
use super::values::{seconds, whole};
use crate::timeline::By;
use clap::Args;
use std::path::{Path, PathBuf};
use std::time::Duration;

#[derive(Debug, Args)]
pub struct Timeline {
    /// A recording, made by `echostage --record FILE`; `-` reads standard
    /// input
    pub file: PathBuf,
    /// Begin so many seconds after the server's start
    #[arg(long, value_name = "SECONDS",
          allow_negative_numbers = true,
          value_parser = |s: &str| seconds(s, 0.0, 1e9))]
    pub from: Option<Duration>,
    /// End so many seconds after the server's start
    #[arg(long, value_name = "SECONDS",
          allow_negative_numbers = true,
          value_parser = |s: &str| seconds(s, 0.0, 1e9))]
    pub to: Option<Duration>,
    /// What stands to the right: time, or events, so that the same order
    /// draws the same twice
    #[arg(long, value_name = "WHAT", default_value = "time",
          conflicts_with_all = ["chrome", "stats"])]
    pub by: By,
    /// Figures instead of a drawing: how long each client waited and was
    /// served, and how each thread spent its time
    #[arg(long, conflicts_with_all = ["html", "svg", "chrome"])]
    pub stats: bool,
    /// How many columns it may have [default: the terminal's, or 80]
    #[arg(long, value_name = "N", allow_negative_numbers = true,
          conflicts_with_all = ["html", "svg", "chrome"],
          value_parser = whole::<u16>(40, 1000))]
    pub width: Option<u16>,
    /// Colours in the terminal
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: Colour,
    #[command(flatten)]
    pub drawings: Drawings,
}

impl Timeline {
    /// What can't go together, beyond what the flags say by themselves.
    pub fn check(&self) -> Result<(), String> {
        let files = &self.drawings;
        for file in [&files.html, &files.svg, &files.chrome] {
            if file.as_deref() == Some(Path::new("-")) {
                return Err("a drawing goes into a file: give it a name \
                            instead of -"
                    .into());
            }
        }
        match (self.from, self.to) {
            (Some(from), Some(to)) if from >= to => Err(format!(
                "--from {} is not before --to {}",
                from.as_secs_f64(),
                to.as_secs_f64()
            )),
            _ => Ok(()),
        }
    }
}
