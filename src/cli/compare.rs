//! The flags of `echostage compare`.

use super::compare_shown::Shown;
use super::values::{scenarios, stages, whole};
use crate::compare::{self, Also, BARE, Scenario};
use crate::stage::{self, Stage};
use clap::Args;
use std::path::PathBuf;

const ABOUT: &str = "\
How it measures:
  Each server is a process of its own on a free port of 127.0.0.1. Each of seven
  rounds (three with --quick) goes through all of them forwards, then backwards,
  so that a machine that slows down slows all down alike. Their turns are short:
  150 ms (30 with --quick), twice that in crowd, or until a few requests are
  answered. Each answer is checked, byte by byte: who answers wrongly is out.
  `bare` is the loop that one writes with the standard library alone; it is
  measured beside the others and not ranked.
  ≈ stands where the noise could explain who leads: two are told apart when one
  wins so many turns that a coin would do so at most once in 100, and their
  medians are 3 % apart. The six turns of --quick are too few for that: there
  one's worst turn must beat the other's best, and the medians be 25 % apart.
  Fewer than five turns rank nobody. Silent and idle have six turns, two with
  --quick; many has two. What an answer costs is one value for all turns.

Another server in the same table:
  --also 'mine=./server {port}' has `sh` run ./server with a free port, which
  it must listen on (127.0.0.1, TCP), and it must send back what it receives.
  It has no --delay and no --burn: there its cells say so. A server that speaks
  UDP can't be measured so: `echostage load --udp` does that.

How it ends:
  Ctrl-C prints what there is by then; again, or Ctrl-\\, ends it at once. No
  server is left. Only `kill -9` leaves them: nobody can catch it.

Units:
  kB/s and MB/s count by thousands, as load does; KiB and MiB of memory by 1024.

Exit codes:
  0 compared, 1 a server of ours answered wrongly or did not start, 2 wrong
  flags, 130 Ctrl-C (what there is by then is printed)";

#[derive(Debug, Args)]
#[command(after_long_help = ABOUT)]
pub struct Compare {
    /// Which stages [default: all but udp-broadcast, which is no echo]
    #[arg(value_name = "STAGE", value_parser = stages())]
    pub stages: Vec<String>,
    /// Put another server into the table; may be given several times
    #[arg(long, value_name = "NAME=COMMAND", value_parser = also)]
    pub also: Vec<Also>,
    /// Play these scenarios only, as in hello,crowd
    #[arg(long, value_name = "SCENARIO", value_delimiter = ',',
          value_parser = scenarios())]
    pub only: Vec<String>,
    /// Fewer and shorter turns: half a minute instead of some minutes
    #[arg(long)]
    pub quick: bool,
    /// How many workers a pool or prethread has
    #[arg(long, value_name = "N", default_value_t = 4,
          allow_negative_numbers = true,
          value_parser = whole::<u16>(1, 64))]
    pub workers: u16,
    /// How long to wait for an answer that may never come, in silent, idle and
    /// many [default: 300, 100 with --quick]
    #[arg(long, value_name = "MS", allow_negative_numbers = true,
          value_parser = whole::<u64>(50, 60_000))]
    pub patience: Option<u64>,
    /// Measure nothing: show again what --json has stored in this file, or
    /// only those scenarios of it; what went wrong then is told again
    #[arg(long, value_name = "FILE", conflicts_with_all =
          ["stages", "also", "quick", "workers", "patience"])]
    pub from: Option<PathBuf>,
    /// Be the bare loop: what `compare` itself starts.
    #[arg(long, hide = true, exclusive = true)]
    pub bare_loop: bool,
    #[command(flatten)]
    pub shown: Shown,
}

/// An echo of all clients to all is another work.
const NO_ECHO: &str = "udp-broadcast";

impl Compare {
    /// What can't go together, beyond what the flags say by themselves.
    pub fn check(&self) -> Result<(), String> {
        if self.stages.iter().any(|name| name == NO_ECHO) {
            return Err(format!(
                "{NO_ECHO} sends a message to all and is no echo: there is \
                 nothing to compare it with"
            ));
        }
        let also = self.also.iter().map(|also| also.name.as_str());
        let also: Vec<&str> = also.collect();
        for (nth, name) in also.iter().enumerate() {
            let ours = stage::named(name).is_some() || *name == BARE;
            if ours || also[..nth].contains(name) {
                return Err(format!(
                    "--also {name}=…: the name is taken; take another"
                ));
            }
        }
        Ok(())
    }

    /// In the table's order, each once.
    pub fn chosen(&self) -> Vec<&'static Stage> {
        let wanted = |stage: &&Stage| {
            let named = self.stages.iter().any(|name| name == stage.name);
            named || (self.stages.is_empty() && stage.name != NO_ECHO)
        };
        stage::TABLE.iter().filter(wanted).collect()
    }

    pub fn scenarios(&self) -> Vec<&'static Scenario> {
        let wanted = |scenario: &&Scenario| {
            self.only.is_empty()
                || self.only.iter().any(|name| name == scenario.name)
        };
        compare::TABLE.iter().filter(wanted).collect()
    }
}

/// NAME=COMMAND; the command holds `{port}`.
fn also(text: &str) -> Result<Also, String> {
    let how = "write NAME=COMMAND, as in 'mine=./server {port}'";
    let (name, command) = text.split_once('=').ok_or(how)?;
    let (name, command) = (name.trim(), command.trim());
    if name.is_empty() || command.is_empty() {
        return Err(how.into());
    }
    if name.chars().count() > LONGEST_NAME {
        return Err(format!("the name has more than {LONGEST_NAME} letters"));
    }
    if !command.contains("{port}") {
        return Err(format!("the command has no {{port}} in it: {how}"));
    }
    Ok(Also { name: name.into(), command: command.into() })
}

const LONGEST_NAME: usize = 20;
