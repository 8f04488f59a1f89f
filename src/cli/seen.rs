//! The flags of what lets you see a server at work.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Who else is told what happens.
#[derive(Debug, Args)]
#[command(next_help_heading = "Seeing it")]
pub struct Seen {
    /// Record each call and event in FILE, a JSON object a line, for
    /// `echostage timeline`
    #[arg(long, value_name = "FILE", conflicts_with = "inetd")]
    pub record: Option<PathBuf>,
    /// Let `echostage watch PATH` show live who waits for whom; PATH is a
    /// socket that the server makes, and removes at its end
    #[arg(long, value_name = "PATH", conflicts_with = "inetd")]
    pub watch: Option<PathBuf>,
    /// Hold each serving thread before a call that may block, until you let it
    /// go at the prompt; =locks: also before it thinks or takes a lock
    #[arg(long, value_name = "WHAT", num_args = 0..=1, require_equals = true,
          default_missing_value = "calls", conflicts_with = "inetd")]
    pub step: Option<Step>,
    /// Step, and let threads go in the order of FILE first: a thread and a
    /// call a line, as in `worker-2 write`
    #[arg(long, value_name = "FILE", conflicts_with = "inetd")]
    pub schedule: Option<PathBuf>,
    /// Step, and write in FILE who was let go, for --schedule
    #[arg(long, value_name = "FILE", conflicts_with = "inetd")]
    pub save_schedule: Option<PathBuf>,
}

/// Where threads are held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Step {
    Calls,
    Locks,
}

/// The flags of `echostage watch`.
#[derive(Debug, Args)]
#[command(after_long_help = WATCH)]
pub struct Watch {
    /// The socket of a server that was started with `--watch PATH`
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
}

const WATCH: &str = "\
Keys:
  q, Esc or Ctrl-C quit; p pauses; arrows, PgUp and PgDn scroll the list of who
  is inside; Ctrl-Z goes to the background, fg comes back.

What began before the server was watched, nobody has timed: `since attached`.
NO_COLOR=1 does without colours.

Exit codes:
  0 you quit or the server has ended, 1 no terminal or no board, 2 wrong flags,
  3 no server there, 130 Ctrl-C, 128+N signal N";

impl Seen {
    /// Whether anybody may want to hear of calls.
    pub fn any(&self) -> bool {
        self.record.is_some() || self.watch.is_some()
    }
}
