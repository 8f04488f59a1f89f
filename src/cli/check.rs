//! The flags of `echostage check`.

use super::values::whole;
use crate::check::Expected;
use crate::client::Target;
use clap::Args;
use std::path::PathBuf;

const ABOUT: &str = "\
What it needs:
  A server that is there already, as HOST:PORT; or, behind --, a command that
  starts one, with {port} where its port goes:
    echostage check -- ./my_server.py {port}
  It must listen on 127.0.0.1 (or everywhere) and send back what it receives.
  A command is started afresh for each probe, and ended with all that it has
  started; then more can be told: threads, leaks, how it stops.

Levels (over UDP the same for datagrams):
  1 echoes a line        2 is true to every byte, and to an end
  3 serves others while one is silent        4 survives its clients
  5 is fit to be left running: a limit, no descriptors left, stop, restart, log
  The first level with a broken promise ends it: mend that first. From outside
  (HOST:PORT) nothing of level 5 can be told, but the limit (--limit): then
  level 4 is the last, and --level 5 fails.

Code that you don't trust belongs in a container: a server that is checked
runs with all your rights, and can do all that you can.

Exit codes:
  0 the level is reached, and a model was seen, the expected one; 1 not;
  2 wrong flags; 128 + N ended by signal N: 130 Ctrl-C, 143 SIGTERM, 129 SIGHUP";

/// There are so many levels.
pub const LEVELS: u8 = 5;

#[derive(Debug, Args)]
#[command(after_long_help = ABOUT, group = clap::ArgGroup::new("whom")
    .required(true).args(["target", "all", "command"]))]
pub struct Check {
    /// A server that runs already: loopback and private addresses only
    #[arg(value_name = "HOST:PORT")]
    pub target: Option<Target>,
    /// A command that starts a server, with {port} in it
    #[arg(last = true, value_name = "COMMAND")]
    pub command: Vec<String>,
    /// Each folder in DIR: its file `run` is started there, with the port as
    /// its only word; a line for each
    #[arg(long, value_name = "DIR")]
    pub all: Option<PathBuf>,
    /// It speaks UDP
    #[arg(long)]
    pub udp: bool,
    /// Fail unless this is its model: one, each (80 at least), threads,
    /// processes, loop, pool, pool:N or udp
    #[arg(long, value_name = "MODEL", value_parser = model)]
    pub expect: Option<Expected>,
    /// Try the levels up to this one, and fail if it is not reached; without
    /// it, up to the last that can be told
    #[arg(long, value_name = "N", allow_negative_numbers = true,
          value_parser = whole::<u8>(1, LEVELS))]
    pub level: Option<u8>,
    /// How many TCP clients at a time it was told to allow (level 5)
    #[arg(long, value_name = "N", allow_negative_numbers = true,
          conflicts_with = "udp", value_parser = whole::<u16>(1, 1_000))]
    pub limit: Option<u16>,
    /// End after so many seconds, wherever it is: for a server that starts
    /// slowly, or a busy machine
    #[arg(long, value_name = "SECONDS", default_value_t = 24,
          allow_negative_numbers = true, value_parser = whole::<u16>(1, 600))]
    pub within: u16,
    /// Print a JSON object, on a line of its own for each server
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    /// Print comma-separated values, a line for each server
    #[arg(long)]
    pub csv: bool,
}

/// The words for a model, as `--expect` takes them.
fn model(word: &str) -> Result<Expected, String> {
    Ok(match word {
        "one" => Expected::One,
        "each" => Expected::Each,
        "threads" => Expected::Threads,
        "processes" => Expected::Processes,
        "loop" => Expected::OneLoop,
        "pool" => Expected::Pool(None),
        "udp" => Expected::Udp,
        _ => {
            let n = word.strip_prefix("pool:").and_then(|n| n.parse().ok());
            let n = n.filter(|n| *n > 1).ok_or(
                "write one, each, threads, processes, loop, pool, pool:N \
                 (N at least 2) or udp",
            )?;
            Expected::Pool(Some(n))
        }
    })
}

/// What is told of words that can't be understood, if `--` is missing before
/// the command.
pub fn forgot(words: impl Iterator<Item = String>) -> Option<&'static str> {
    let words: Vec<_> = words.take_while(|word| word != "--").collect();
    let is_check = words.first().is_some_and(|word| word == "check");
    let command = words.iter().any(|word| word.contains("{port}"));
    (is_check && command).then_some(
        "a command stands behind --, as in: echostage check -- ./server {port}",
    )
}

impl Check {
    /// What can't go together, beyond what the flags say by themselves.
    pub fn check(&self) -> Result<(), String> {
        let told = self.command.iter().any(|word| word.contains("{port}"));
        if !self.command.is_empty() && !told {
            return Err("the command has no {port} in it: it says where its \
                        port goes, as in: check -- ./my_server.py {port}"
                .into());
        }
        Ok(())
    }
}
