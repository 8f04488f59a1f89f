//! The flags of `echostage client`.

use super::mischief::Mischief;
use super::values::{seconds, whole};
use crate::client::{LONGEST_DATAGRAM, Target, numbered};
use crate::net::Interface;
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
  by a datagram of the same bytes, or --timeout after the last one. A peer
  that sends other things only (a chat) is no echo, and owes no answer.

Exit codes:
  0 all as expected, 1 the peer fell short, 2 wrong flags, 3 could not
  connect, 130 Ctrl-C
  Of the misbehaviours half-close, drip and many expect their answers back;
  the others only tell what they saw, and end with 0 (vanish dies: 137)";

#[derive(Debug, Args)]
#[command(after_long_help = WHEN_DONE)]
pub struct Client {
    /// Whom to talk to; the port is 8899 unless it is said
    /// [default: 127.0.0.1:8899]
    #[arg(value_name = "HOST[:PORT]")]
    pub target: Option<Target>,
    /// Tell no states, only reports and what went wrong
    #[arg(short, long)]
    pub quiet: bool,
    /// Tell everything on standard error as one JSON object a line
    #[arg(long)]
    pub json: bool,
    /// Show what arrives as it is, also control characters on a terminal
    #[arg(long)]
    pub raw: bool,
    /// Come from this address of ours
    #[arg(long, value_name = "ADDR[:PORT]", value_parser = own)]
    pub bind: Option<SocketAddr>,
    /// How long to try each address
    #[arg(long, value_name = "SECONDS", default_value = "10",
          allow_negative_numbers = true,
          value_parser = |s: &str| seconds(s, 0.001, 3_600.0))]
    pub connect_timeout: Duration,
    /// Give up when the peer owes an answer for so long [default: none; 1
    /// with --udp, 5 for misbehaviour]
    #[arg(long, value_name = "SECONDS",
          allow_negative_numbers = true,
          value_parser = |s: &str| seconds(s, 0.001, 86_400.0))]
    pub timeout: Option<Duration>,
    /// Try so many times more to connect, with growing pauses
    #[arg(long, value_name = "N", default_value_t = 0,
          allow_negative_numbers = true,
          value_parser = whole::<u32>(0, 1_000_000))]
    pub retry: u32,
    /// Send so many numbered messages that check themselves, and report which
    /// are lost, doubled, reordered or changed
    #[arg(long, value_name = "N", allow_negative_numbers = true,
          value_parser = whole::<u64>(1, 100_000_000))]
    pub count: Option<u64>,
    /// How many bytes each of them has: 8 to 1048576, UDP to 65507
    /// [default: 64]
    #[arg(long, value_name = "N", allow_negative_numbers = true,
          requires = "count",
          value_parser = whole::<usize>(numbered::LEAST, numbered::MOST))]
    pub size: Option<usize>,
    #[command(flatten)]
    pub udp: UdpFlags,
    #[command(flatten)]
    pub mischief: Mischief,
}

/// Datagrams. Each of these flags implies the first.
#[derive(Debug, Args)]
#[command(next_help_heading = "UDP (each of these implies --udp)")]
pub struct UdpFlags {
    /// One line is one datagram, newline included
    #[arg(long)]
    pub udp: bool,
    /// Connect the socket: only then it learns that nobody listens
    #[arg(long)]
    pub connected: bool,
    /// Permission to send to a broadcast address
    #[arg(long)]
    pub broadcast: bool,
    /// Send an empty datagram now and every so often: it keeps a member of
    /// udp-broadcast inside, and lets one that only listens register
    #[arg(long, value_name = "SECONDS",
          allow_negative_numbers = true,
          value_parser = |s: &str| seconds(s, 0.01, 86_400.0))]
    pub heartbeat: Option<Duration>,
    /// Listen to a multicast group, too; HOST may then be left out, to listen
    /// only, until Ctrl-C or a silence of --timeout
    #[arg(long, value_name = "GROUP:PORT", value_parser = group)]
    pub join: Option<SocketAddr>,
    /// Listen to broadcasts to this port, too; HOST as with --join
    #[arg(long, value_name = "[ADDR:]PORT", value_parser = port)]
    pub listen_broadcast: Option<SocketAddr>,
    /// Join, and send to a group, on this interface
    #[arg(long, value_name = "NAME|ADDR")]
    pub interface: Option<Interface>,
}

impl UdpFlags {
    pub fn any(&self) -> bool {
        self.udp
            || self.connected
            || self.broadcast
            || self.heartbeat.is_some()
            || self.listens()
            || self.interface.is_some()
    }

    pub fn listens(&self) -> bool {
        self.join.is_some() || self.listen_broadcast.is_some()
    }
}

/// An address of this machine; port 0, which picks one, may be left out.
fn own(text: &str) -> Result<SocketAddr, String> {
    let ip = text.trim_start_matches('[').trim_end_matches(']');
    text.parse()
        .or_else(|_| ip.parse().map(|ip| SocketAddr::new(ip, 0)))
        .map_err(|_| "write an address, as in 127.0.0.1 or [::1]:9000".into())
}

fn group(text: &str) -> Result<SocketAddr, String> {
    match text.parse::<SocketAddr>() {
        Ok(addr) if addr.ip().is_multicast() && addr.port() > 0 => Ok(addr),
        Ok(addr) if addr.port() > 0 => Err(format!(
            "{} is no multicast group: take 224.0.0.0 to 239.255.255.255, or \
             ff00::/8",
            addr.ip()
        )),
        _ => Err("write GROUP:PORT, as in 239.1.2.3:5000".into()),
    }
}

fn port(text: &str) -> Result<SocketAddr, String> {
    let any = format!("0.0.0.0:{text}");
    text.parse()
        .or_else(|_| any.parse())
        .ok()
        .filter(|addr: &SocketAddr| addr.is_ipv4() && addr.port() > 0)
        .ok_or("write PORT or ADDR:PORT, as in 5000; IPv4 only".into())
}

impl Client {
    /// What can't go together, beyond what the flags say by themselves.
    pub fn check(&self) -> Result<(), String> {
        let size = self.size.unwrap_or_default();
        if self.udp.any() && size > LONGEST_DATAGRAM {
            return Err(format!(
                "--size {size} fits no datagram: {LONGEST_DATAGRAM} at most"
            ));
        }
        if self.udp.any() && self.retry > 0 {
            return Err("--retry is for connections, and UDP has none".into());
        }
        let alone = self.target.is_none() && self.udp.listens();
        if alone && (self.count.is_some() || self.udp.heartbeat.is_some()) {
            return Err("without a HOST it only listens: name one".into());
        }
        Ok(())
    }
}
