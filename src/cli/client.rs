//! The flags of `echostage client`.

use super::{seconds, whole};
use crate::client::Target;
use clap::Args;
use std::net::SocketAddr;
use std::time::Duration;

const WHEN_DONE: &str = "\
When it is done:
  The end of the input closes our half of the connection (a half-close). The
  client then reads on, and is done when the peer has ended its half, too:
  so a million bytes piped in come back from an echo server, all of them.
  A peer that never ends keeps it waiting; --timeout bounds that.
  With --udp there is no end to see: it is done when each line was answered
  by a datagram of the same bytes, or --timeout after the last one.

Exit codes:
  0 all as expected, 1 the peer fell short, 2 wrong flags, 3 could not
  connect, 130 Ctrl-C";

#[derive(Debug, Args)]
#[command(after_long_help = WHEN_DONE)]
pub struct Client {
    /// Whom to talk to; the port is 8899 unless it is said
    /// [default: 127.0.0.1:8899]
    #[arg(value_name = "HOST[:PORT]")]
    pub target: Option<Target>,
    /// Tell no states, only what went wrong
    #[arg(short, long)]
    pub quiet: bool,
    /// Tell everything on standard error as one JSON object a line
    #[arg(long)]
    pub json: bool,
    /// Show what arrives as it is, also control characters on a terminal
    #[arg(long)]
    pub raw: bool,
    /// Come from this address
    #[arg(long, value_name = "ADDR[:PORT]", value_parser = own)]
    pub bind: Option<SocketAddr>,
    /// How long to try each address
    #[arg(long, value_name = "SECONDS", default_value = "10",
          value_parser = |s: &str| seconds(s, 0.001, 3_600.0))]
    pub connect_timeout: Duration,
    /// Give up when the peer owes an answer for so long [default: off; UDP: 1;
    /// misbehaviour: 5]
    #[arg(long, value_name = "SECONDS",
          value_parser = |s: &str| seconds(s, 0.001, 86_400.0))]
    pub timeout: Option<Duration>,
    /// Try so many times more to connect, with growing pauses
    #[arg(long, value_name = "N", default_value_t = 0,
          allow_negative_numbers = true,
          value_parser = whole::<u32>(0, 1_000_000))]
    pub retry: u32,
}

/// An address of this machine; port 0, which picks one, may be left out.
fn own(text: &str) -> Result<SocketAddr, String> {
    let ip = text.trim_start_matches('[').trim_end_matches(']');
    text.parse()
        .or_else(|_| ip.parse().map(|ip| SocketAddr::new(ip, 0)))
        .map_err(|_| "write an address, as in 127.0.0.1 or [::1]:9000".into())
}
