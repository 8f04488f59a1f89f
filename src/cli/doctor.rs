//! The flags of `echostage doctor`.

use super::values::whole;
use clap::Args;

const ABOUT: &str = "\
Each line is ok, look (a hint: it may be as it should) or bad, with what was
seen and what to do. Nothing is changed: on a terminal, it asks whether to end
a process that holds the port or was left over, and does so only after y. It
sends a datagram on each network, to hear whether it comes back.

Exit codes:
  0 nothing is bad, 1 something is, 2 wrong flags";

#[derive(Debug, Args)]
#[command(after_long_help = ABOUT)]
pub struct Doctor {
    /// The port to look at, over TCP and over UDP
    #[arg(long, value_name = "N", default_value_t = 8899,
          allow_negative_numbers = true, value_parser = whole::<u16>(1, 65_535))]
    pub port: u16,
    /// Print one JSON object, and ask nothing
    #[arg(long)]
    pub json: bool,
}
