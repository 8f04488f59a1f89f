//! Start-up errors in plain words: what was tried, what happened, what to do.

use super::Failure;
use super::held::{doctor, in_use};
use crate::net::{Address, Interface, Transport, has_none};
use std::io::{self, ErrorKind};
use std::net::SocketAddr;

pub fn bind(
    addr: SocketAddr,
    transport: Transport,
    reuse: bool,
    error: &io::Error,
) -> Failure {
    let (ip, port) = (addr.ip(), addr.port());
    let any = ip.is_loopback() || ip.is_unspecified();
    let advice = match error.kind() {
        ErrorKind::AddrInUse => in_use(addr, transport, reuse),
        ErrorKind::PermissionDenied => {
            let doctor = doctor(port);
            format!(
                "port {port} needs root; take a port from 1024 up; {doctor} \
                 shows what else is in the way"
            )
        }
        ErrorKind::AddrNotAvailable if !any => {
            format!("{ip} is no address of this machine; see: ip address")
        }
        _ if addr.is_ipv6() && has_none(error) => {
            let doctor = doctor(8899); // it looks at all of the machine
            format!(
                "there is no IPv6 here; take an IPv4 address, as in --listen \
                 127.0.0.1:{port}; {doctor} shows more"
            )
        }
        _ => "see --help for --listen".into(),
    };
    Failure::start(format!("cannot listen on {addr}: {error}: {advice}"))
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
         try fewer --workers where it has some; {} shows the limits",
        doctor(8899)
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
    let doctor = doctor(8899);
    Failure::start(format!(
        "cannot send to {addr}{on}: {error}{advice}; {doctor} shows which \
         networks reach back"
    ))
}
