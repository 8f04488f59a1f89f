//! Start-up errors in plain words: what was tried, what happened, what to do.

use super::Failure;
use crate::net::{Address, Holder, Interface, Transport, holder};
use std::io::{self, ErrorKind};
use std::net::SocketAddr;

pub fn bind(
    addr: SocketAddr,
    transport: Transport,
    error: &io::Error,
) -> Failure {
    let port = addr.port();
    let advice = match error.kind() {
        ErrorKind::AddrInUse => {
            format!("{}; {} shows more", in_use(addr, transport), doctor(port))
        }
        ErrorKind::PermissionDenied => {
            let doctor = doctor(port);
            format!(
                "port {port} needs root; take a port from 1024 up; {doctor} \
                 shows what else is in the way"
            )
        }
        ErrorKind::AddrNotAvailable => {
            let ip = addr.ip();
            format!("{ip} is no address of this machine; see: ip address")
        }
        _ => "see --help for --listen".into(),
    };
    Failure::start(format!("cannot listen on {addr}: {error}: {advice}"))
}

/// What to type to learn more.
fn doctor(port: u16) -> String {
    match port {
        8899 => "`echostage doctor`".into(),
        _ => format!("`echostage doctor --port {port}`"),
    }
}

/// What a command needs is held by another.
pub fn taken(addr: SocketAddr, transport: Transport) -> Failure {
    let who = match holder(addr, transport) {
        Holder::Process(who, _) => format!("{who} holds it; end it first"),
        Holder::Somebody => {
            "another user's process holds it (see: ss -tuln)".into()
        }
        Holder::Nobody => "it is free in a minute (see: ss -tuan)".into(),
    };
    let doctor = doctor(addr.port());
    Failure::start(format!(
        "the lesson needs {addr}: {who}; {doctor} shows more"
    ))
}

fn in_use(addr: SocketAddr, transport: Transport) -> String {
    let other = "or take another port with --listen";
    match holder(addr, transport) {
        Holder::Process(who, false) => {
            format!("{who} holds it; end it, {other}")
        }
        Holder::Process(who, true) => {
            format!("{who} holds it, stopped by Ctrl-Z: type fg there, {other}")
        }
        Holder::Somebody => {
            format!("another user's process holds it (see: ss -tuln), {other}")
        }
        Holder::Nobody if transport == Transport::Udp => {
            format!("nobody to be seen holds it (see: ss -uln), {other}")
        }
        Holder::Nobody => "nobody listens there: connections that were closed \
                           in the last minute hold it (TIME_WAIT, see: \
                           ss -tan); do without --no-reuse-address, or wait"
            .into(),
    }
}

pub fn lookup(listen: &Address, error: &io::Error) -> Failure {
    Failure::start(format!(
        "cannot listen on {listen}: {error}; \
         write an address, as in --listen 127.0.0.1:8899"
    ))
}

/// No address of `--listen` is of the family that `--to` needs.
pub fn no_address(listen: &Address) -> Failure {
    Failure::usage(format!(
        "cannot listen on {listen}: --to and --listen must both be IPv4, or \
         both IPv6; as in --listen 0.0.0.0:8899 or --listen [::]:8899"
    ))
}

pub fn stage(name: &str, error: &io::Error) -> Failure {
    Failure::start(format!(
        "cannot start stage {name}: {error}; \
         try fewer --workers where it has some, or see: ulimit -a"
    ))
}

/// `--to` names an address that does not stand for many.
pub fn to_one(addr: SocketAddr) -> Failure {
    Failure::usage(format!(
        "--to {addr}: {} is neither a multicast group nor a broadcast address \
         of this machine's networks (see: ip address); for one datagram to \
         each member, do without --to",
        addr.ip()
    ))
}

/// `--to`, or the way there, can't be used.
pub fn to_many(
    addr: SocketAddr,
    interface: Option<&Interface>,
    error: &io::Error,
) -> Failure {
    let on = interface.map_or_else(String::new, |i| format!(" on {i}"));
    let advice = match error.kind() {
        ErrorKind::NotFound => "",
        ErrorKind::PermissionDenied => "; a firewall may forbid it",
        _ if addr.ip().is_multicast() && interface.is_none() => {
            "; name an interface that leads there, as in --interface eth0"
        }
        _ if addr.ip().is_multicast() => {
            "; take another --interface, or listen on an address of that \
             network, as in --listen :8899"
        }
        _ => "; listen on an address of that network, as in --listen :8899",
    };
    Failure::start(format!("cannot send to {addr}{on}: {error}{advice}"))
}
