//! What a person sees when the server is ready.

use crate::net::{Limit, To};
use crate::stage::Stage;
use std::fmt::Write;
use std::net::{IpAddr, SocketAddr};

pub struct Banner {
    /// For the log, where no person looks.
    pub first: String,
    /// Several lines, each with its end.
    pub text: String,
    /// How many may be inside, where anybody is, and what they are called.
    pub who: &'static str,
    pub limit: Option<Limit>,
}

pub fn streams(
    stage: &Stage,
    service: &str,
    addr: SocketAddr,
    backlog: i32,
    Limit { clients, why, .. }: &Limit,
) -> String {
    format!(
        "stage {}: {}\n\
         service {service}, backlog {backlog}, limit {clients} clients ({why})\n\
         {}",
        stage.name,
        stage.model,
        tries("telnet", addr)
    )
}

pub fn datagrams(
    stage: &Stage,
    addr: SocketAddr,
    to: To,
    limit: Option<&Limit>,
) -> String {
    let to = match to {
        To::Members => "each member gets a datagram from us".into(),
        To::Broadcast(all) => format!("the network copies what goes to {all}"),
        To::Group(group) => format!("who joined {group} gets a copy"),
    };
    let limit =
        limit.map_or_else(String::new, |Limit { clients, why, .. }| {
            format!("{to}; limit {clients} members ({why})\n")
        });
    let (name, model) = (stage.name, stage.model);
    format!("stage {name}: {model}\n{limit}{}", tries("nc -u", addr))
}

/// What to type on this machine, and on others if they can reach us.
fn tries(program: &str, addr: SocketAddr) -> String {
    let (any, port) = (addr.ip().is_unspecified(), addr.port());
    let ip = if any { IpAddr::from([127, 0, 0, 1]) } else { addr.ip() };
    let mut text = String::new();
    let reached = |ip: &IpAddr| any && (ip.is_ipv4() || addr.is_ipv6());
    for ip in neighbours().into_iter().filter(reached) {
        // Writing to a String can't fail.
        let _ = writeln!(text, "neighbours: {program} {ip} {port}");
    }
    text + &format!("try: {program} {ip} {port}   stop: Ctrl-C\n")
}

/// The addresses of this machine that others can type.
fn neighbours() -> Vec<IpAddr> {
    let ours = if_addrs::get_if_addrs().unwrap_or_default();
    let ours = ours.into_iter().filter(|one| {
        // A link-local address means nothing without its interface's name.
        !one.is_loopback() && !one.is_link_local()
    });
    ours.map(|one| one.ip()).collect()
}
