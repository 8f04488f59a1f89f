//! The flags of `echostage load`.

use super::values::{seconds, whole};
use crate::client::{LONGEST_DATAGRAM, Target};
use crate::load::{MOST_OPEN, SMALLEST_DATAGRAM};
use clap::Args;
use std::time::Duration;

const DEEPEST: usize = 1024;

const ABOUT: &str = "\
Closed and open loop:
  Without --rate each client asks again when it has its answer. So a server
  that stalls is asked less meanwhile, and the stall hides: only one request a
  client is slow. With --rate each request is due at a time of its own, whatever
  the server does, and latency counts from then: a stall of a second is in each
  request that was due within it. Real users do not wait for each other.

What is asked:
  A request is a line of printable bytes, other ones for each client and
  number; the answer must be the same bytes (as of `--service echo`). A
  connection that breaks is counted, and its client asks no more; with --churn
  it goes on.

Bytes a second are counted by thousands: kB, MB, GB.

--json prints one object on standard output:
  target, wire (tcp, udp), loop (closed, open), size, pipeline, think_ms,
  churn, silent, rate (null: closed loop), timeout_s: what was asked for
  clients: who asked; served: who of them had an answer
  sent, answered, seconds, per_second, bytes_per_second (one way)
  latency_us: p50, p90, p99, p99_9, max, mean (null: no answer)
  errors: refused, not_connected, no_port_left, turned_away,
    closed_before_the_first_answer, closed_early, reset, corrupt, unasked,
    never_answered, other
  silent_lost: silent clients that the server did not keep: they are among
    the errors, too
  late: answers to what was given up or answered already (UDP)
  own: busy and waits, the load's busiest thread: its share of the time on a
    processor, and waiting for one (null: not known); late_p99_us
  limit: what else than the server limited it, a sentence, or null
  cut_short: whether Ctrl-C ended it

Exit codes:
  0 all answered rightly, 1 the server fell short, 2 wrong flags, 3 could not
  connect, 130 Ctrl-C";

#[derive(Debug, Args)]
#[command(after_long_help = ABOUT)]
pub struct Load {
    /// Whom to ask; the port is 8899 unless it is said
    /// [default: 127.0.0.1:8899]
    #[arg(value_name = "HOST[:PORT]")]
    pub target: Option<Target>,
    /// Who ask at the same time, each on a connection of its own
    #[arg(short, long, value_name = "N", default_value_t = 64,
          allow_negative_numbers = true,
          value_parser = whole::<usize>(1, 100_000))]
    pub clients: usize,
    /// Bytes of a request and of its answer: 1 to 1048576, UDP 8 to 65507
    #[arg(long, value_name = "N", default_value_t = 64,
          allow_negative_numbers = true,
          value_parser = whole::<usize>(1, 1 << 20))]
    pub size: usize,
    /// For how long [default: 5]
    #[arg(short, long, value_name = "SECONDS",
          allow_negative_numbers = true, conflicts_with = "requests",
          value_parser = |s: &str| seconds(s, 0.001, 86_400.0))]
    pub seconds: Option<Duration>,
    /// How many requests in all, instead of a time
    #[arg(short = 'n', long, value_name = "N", allow_negative_numbers = true,
          value_parser = whole::<u64>(1, 1_000_000_000))]
    pub requests: Option<u64>,
    /// So many requests of a client may wait for their answers [default: 1,
    /// 1024 with --udp --rate: a lost answer holds up no other]
    #[arg(long, value_name = "N", allow_negative_numbers = true,
          conflicts_with = "churn",
          value_parser = whole::<usize>(1, DEEPEST))]
    pub pipeline: Option<usize>,
    /// A client rests so many milliseconds after an answer
    #[arg(long, value_name = "MS", default_value_t = 0,
          allow_negative_numbers = true, conflicts_with = "rate",
          value_parser = whole::<u64>(0, 86_400_000))]
    pub think: u64,
    /// Connect, ask once, close, and again: latency counts from connecting
    #[arg(long, conflicts_with = "udp")]
    pub churn: bool,
    /// So many others connect first, say nothing, and stay
    #[arg(long, value_name = "N", default_value_t = 0,
          allow_negative_numbers = true, conflicts_with = "udp",
          value_parser = whole::<usize>(0, 100_000))]
    pub silent: usize,
    /// Open loop: so many requests a second are due in all
    #[arg(short, long, value_name = "N", allow_negative_numbers = true,
          value_parser = rate)]
    pub rate: Option<f64>,
    /// Datagrams; an answer that is lost is never answered
    #[arg(long)]
    pub udp: bool,
    /// An answer that takes longer counts as never given [default: 5, 1 with
    /// --udp]
    #[arg(long, value_name = "SECONDS", allow_negative_numbers = true,
          value_parser = |s: &str| seconds(s, 0.001, 3_600.0))]
    pub timeout: Option<Duration>,
    /// Threads that ask [default: 2, or 1 on a machine of one processor]
    #[arg(long, value_name = "N", allow_negative_numbers = true,
          value_parser = whole::<usize>(1, 256))]
    pub threads: Option<usize>,
    /// One JSON object instead of a text
    #[arg(long)]
    pub json: bool,
    /// Ask a server that is neither on this machine nor in a private network
    #[arg(long)]
    pub yes_this_is_my_server: bool,
}

fn rate(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(n) if (0.001..=1e7).contains(&n) => Ok(n),
        _ => Err("write requests a second, from 0.001 to 10000000".into()),
    }
}

impl Load {
    pub fn pipeline(&self) -> usize {
        let is_free = self.udp && self.rate.is_some();
        let usual = if is_free { MOST_OPEN / self.clients } else { 1 };
        self.pipeline.unwrap_or(usual.clamp(1, DEEPEST))
    }

    /// What can't go together, beyond what the flags say by themselves.
    pub fn check(&self) -> Result<(), String> {
        let size = self.size;
        if self.udp && size > LONGEST_DATAGRAM {
            return Err(format!(
                "--size {size} fits no datagram: {LONGEST_DATAGRAM} at most"
            ));
        }
        if self.udp && size < SMALLEST_DATAGRAM {
            return Err(format!(
                "--size {size} is too small for a number: a datagram needs \
                 one, because others may overtake it; {SMALLEST_DATAGRAM} at \
                 least"
            ));
        }
        let (clients, pipeline) = (self.clients, self.pipeline());
        if clients * pipeline > MOST_OPEN {
            return Err(format!(
                "--clients {clients} times --pipeline {pipeline} is more \
                 than {MOST_OPEN} requests under way: take less of one"
            ));
        }
        Ok(())
    }
}
