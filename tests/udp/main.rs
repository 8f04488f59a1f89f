//! The stages that nobody connects to: every datagram stands for itself.

#[path = "../common/mod.rs"]
mod common;

mod broadcast;
mod challenge;
mod challenge_limits;
mod console;
mod console_group;
mod echo;
mod flags;
mod forged;
mod forged_log;
mod gone_hosts;
mod hosts;
mod log;
mod loopback;
mod many_address;
mod member;
mod multicast;
mod network;
mod no_host;
mod pauses;
mod peer;
mod peers;
mod peers_more;
mod proof;
mod raw;
mod refused;
mod relay;
mod relay_commands;
mod relay_families;
mod relay_full;
mod relay_leaving;
mod relay_proofs;
mod stats;
mod stop;
mod stop_told;
mod two_servers;

use common::Server;

pub const STAGES: [&str; 2] = ["udp-echo", "udp-broadcast"];

pub fn echo(args: &str) -> Server {
    Server::start(&format!("--stage udp-echo {args}"))
}

/// None where somebody else has the port.
pub fn start_if_free(listen: &str, args: &str) -> Option<Server> {
    match Server::try_spawn(Server::command("", args, listen)) {
        Ok(server) => Some(server),
        Err(told) if told.contains("Address already in use") => None,
        Err(told) => panic!("{told}"),
    }
}

pub fn relay(args: &str) -> Server {
    Server::start(&format!("--stage udp-broadcast {args}"))
}
