//! Start-up errors in plain words: what was tried, what happened, what to do.

use super::Failure;
use crate::net::{Address, Holder, holder};
use std::io::{self, ErrorKind};
use std::net::SocketAddr;

pub fn bind(addr: SocketAddr, error: &io::Error) -> Failure {
    let port = addr.port();
    let advice = match error.kind() {
        ErrorKind::AddrInUse => in_use(addr),
        ErrorKind::PermissionDenied => {
            format!("port {port} needs root; take a port from 1024 up")
        }
        ErrorKind::AddrNotAvailable => {
            let ip = addr.ip();
            format!("{ip} is no address of this machine; see: ip address")
        }
        _ => "see --help for --listen".into(),
    };
    Failure::start(format!("cannot listen on {addr}: {error}: {advice}"))
}

fn in_use(addr: SocketAddr) -> String {
    let other = "or take another port with --listen";
    match holder(addr) {
        Holder::Process(who, false) => {
            format!("{who} holds it; end it, {other}")
        }
        Holder::Process(who, true) => {
            format!("{who} holds it, stopped by Ctrl-Z: type fg there, {other}")
        }
        Holder::Somebody => {
            format!("another user's process holds it (see: ss -ltn), {other}")
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

pub fn stage(name: &str, error: &io::Error) -> Failure {
    Failure::start(format!(
        "cannot start stage {name}: {error}; \
         try fewer --workers, or see: ulimit -a"
    ))
}
