//! The flags of the server, in the groups that `--help` shows.

use super::Seen;
use super::values::{many, seconds, services, stages, whole};
use crate::net::{Address, Interface, WhenFull};
use clap::{Args, ValueEnum};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

#[derive(Debug, Args)]
pub struct Serve {
    /// The concurrency model
    #[arg(long, default_value = "threads", value_parser = stages())]
    pub stage: String,
    /// Where to listen; `:8899` is every address, port 0 picks a free one
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:8899")]
    pub listen: Address,
    /// Serve the one client on standard input, for inetd, xinetd, tcpserver
    /// and systemd's Accept=yes
    #[arg(long)]
    pub inetd: bool,
    #[command(flatten)]
    pub talk: Talk,
    #[command(flatten)]
    pub crew: Crew,
    #[command(flatten)]
    pub limits: Limits,
    #[command(flatten)]
    pub udp: Udp,
    #[command(flatten)]
    pub told: Told,
    #[command(flatten)]
    pub seen: Seen,
    /// The long names of the flags that somebody has typed.
    #[arg(skip)]
    pub given: Vec<String>,
}

/// What only datagrams need.
#[derive(Debug, Args)]
#[command(next_help_heading = "UDP")]
pub struct Udp {
    /// Who makes the copies in udp-broadcast: we, a datagram for each of the
    /// `members`, or the network, for a broadcast address or a multicast group
    #[arg(long, value_name = "members|ADDR:PORT", default_value = "members",
          value_parser = many)]
    pub to: Many,
    /// Where a multicast group is reached: an interface's name or address
    #[arg(long, value_name = "NAME")]
    pub interface: Option<Interface>,
    /// Answer strangers from other machines without a challenge
    #[arg(long)]
    pub open: bool,
    /// How much may wait in the kernel; what finds no room there is lost
    #[arg(long, value_name = "BYTES",
          allow_negative_numbers = true,
          value_parser = whole::<u32>(1, 1_073_741_823))]
    pub receive_buffer: Option<u32>,
}

/// To whom a message goes that is for everybody.
#[derive(Clone, Copy, Debug)]
pub enum Many {
    Members,
    At(SocketAddr),
}

/// Who serves, where a fixed number of threads does.
#[derive(Debug, Args)]
#[command(next_help_heading = "Pools and prethread")]
pub struct Crew {
    /// How many workers a pool or prethread has, 1 to 1024 [default: 4]
    #[arg(long, value_name = "N", 
          allow_negative_numbers = true,
          value_parser = whole::<u16>(1, 1024))]
    pub workers: Option<u16>,
    /// How many clients may wait in bounded-pool's queue; 0 hands over
    /// directly [default: 16]
    #[arg(long, value_name = "N",
          allow_negative_numbers = true,
          value_parser = whole::<u32>(0, 1_000_000))]
    pub queue: Option<u32>,
    /// When bounded-pool's queue is full: the acceptor waits, or the client
    /// is turned away [default: wait]
    #[arg(long, value_name = "HOW")]
    pub queue_full: Option<WhenFull>,
}

/// How much is too much, and what then.
#[derive(Debug, Args)]
#[command(next_help_heading = "Limits")]
pub struct Limits {
    /// How many clients may be inside [default: what this machine can hold; in
    /// udp-broadcast 1000]
    #[arg(long, value_name = "N",
          allow_negative_numbers = true,
          value_parser = whole::<u32>(1, 1_000_000))]
    pub max_clients: Option<u32>,
    /// When that many are inside: newcomers wait, or are turned away
    #[arg(long, value_name = "HOW", default_value = "wait")]
    pub door_full: WhenFull,
    /// The length of the kernel's queue of who is not yet accepted
    #[arg(long, value_name = "N", default_value_t = 1024,
          allow_negative_numbers = true,
          value_parser = whole::<i32>(0, 65535))]
    pub backlog: i32,
    /// How long a stop waits for who is not done
    #[arg(long, value_name = "SECONDS", default_value = "1",
          allow_negative_numbers = true,
          value_parser = |s: &str| seconds(s, 0.0, 3_600.0))]
    pub grace: Duration,
    /// The stack of each thread
    #[arg(long, value_name = "KIB", default_value_t = 256,
          allow_negative_numbers = true,
          value_parser = whole::<u32>(64, 65_536))]
    pub stack: u32,
    /// Do without SO_REUSEADDR, to meet "Address already in use"
    #[arg(long)]
    pub no_reuse_address: bool,
}

/// What is said to a client, and how: all that a child process must know.
#[derive(Debug, Args)]
#[command(next_help_heading = "Answers")]
pub struct Talk {
    /// What is said to a client
    #[arg(long, default_value = "echo", value_parser = services())]
    pub service: String,
    /// Sleep so many milliseconds before each answer (echo and lines-naive:
    /// per read; lines, count and chat: per line; UDP: per datagram)
    #[arg(long, value_name = "MS", default_value_t = 0,
          allow_negative_numbers = true,
          value_parser = whole::<u64>(0, 86_400_000))]
    pub delay: u64,
    /// Compute before each answer: so many milliseconds of a processor's time
    /// (units as --delay)
    #[arg(long, value_name = "MS", default_value_t = 0,
          allow_negative_numbers = true,
          value_parser = whole::<u64>(0, 86_400_000))]
    pub burn: u64,
    /// Answer once (units as --delay), then close first
    #[arg(long)]
    pub once: bool,
    /// Let go of a client that is silent so long while we wait for it, or
    /// does not take an answer whole within it [default: off; in
    /// udp-broadcast 300]
    #[arg(long, value_name = "SECONDS",
          allow_negative_numbers = true,
          value_parser = |s: &str| seconds(s, 0.1, 86_400.0))]
    pub idle_timeout: Option<Duration>,
}

/// What is told of it, and where.
#[derive(Debug, Args)]
#[command(next_help_heading = "The log")]
pub struct Told {
    /// Tell of each read and write, too
    #[arg(short, long, conflicts_with = "quiet")]
    pub verbose: bool,
    /// Tell of warnings only
    #[arg(short, long)]
    pub quiet: bool,
    /// A log of at most 40 columns
    #[arg(long)]
    pub brief: bool,
    /// Add the log to FILE as well, without colour
    #[arg(long, value_name = "FILE")]
    pub log: Option<PathBuf>,
    /// Colours in the log
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: Colour,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    Auto,
    Always,
    Never,
}
