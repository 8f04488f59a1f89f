//! Whether we may have the port, over TCP and over UDP; and if not, why.

use super::Finding;
use super::holders::holders;
use super::system::is_root;
use crate::net::proc::sockets::{self, Transport};
use socket2::{Domain, Socket, Type};
use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, SocketAddr};

pub fn tcp(port: u16) -> Vec<Finding> {
    look("port, TCP", port, Transport::Tcp)
}

pub fn udp(port: u16) -> Vec<Finding> {
    look("port, UDP", port, Transport::Udp)
}

fn look(check: &'static str, port: u16, transport: Transport) -> Vec<Finding> {
    let bound: Vec<_> = sockets::bound(port, transport).collect();
    if !bound.is_empty() {
        return holders(check, transport, &bound);
    }
    let addr = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let nobody = format!("nobody holds {port}");
    match bind(addr, transport) {
        Ok(()) => vec![Finding::ok(check, nobody)],
        Err(e) if e.kind() == ErrorKind::PermissionDenied => {
            vec![Finding::bad(
                check,
                format!("{nobody}, but it needs root: {e}"),
                "take a port from 1024 up with --listen",
            )]
        }
        Err(e) if e.kind() == ErrorKind::AddrInUse => {
            in_use(check, addr, transport)
        }
        Err(e) => {
            vec![Finding::bad(check, format!("{addr} can't be had: {e}"), "")]
        }
    }
}

/// Nobody listens there, and yet it can't be had: a connection holds it.
fn in_use(
    check: &'static str,
    addr: SocketAddr,
    transport: Transport,
) -> Vec<Finding> {
    let all = sockets::all(transport).filter(|it| it.covers(addr));
    let (open, closing): (Vec<_>, Vec<_>) = all.partition(|it| it.inode != 0);
    if !open.is_empty() {
        return holders(check, transport, &open);
    }
    if let Some(one) = closing.first() {
        let seen = format!(
            "nobody listens, but a connection that is being closed holds \
             {addr} ({}), without SO_REUSEADDR",
            one.state
        );
        let todo = "wait a minute; or take another port with --listen";
        return vec![Finding::bad(check, seen, todo)];
    }
    let seen = format!("somebody holds {addr}, who can't be seen from here");
    let how = lists(addr.port());
    let todo = format!("{how} may show it; or take another port with --listen");
    vec![Finding::bad(check, seen, &todo)]
}

/// Only bound, not listened on: no client can come in.
fn bind(addr: SocketAddr, transport: Transport) -> io::Result<()> {
    let kind = match transport {
        Transport::Tcp => Type::STREAM,
        Transport::Udp => Type::DGRAM,
    };
    let socket = Socket::new(Domain::IPV4, kind, None)?;
    // As a server of ours does.
    socket.set_reuse_address(cfg!(unix) && transport == Transport::Tcp)?;
    socket.bind(&addr.into())
}

fn lists(port: u16) -> String {
    let sudo = if is_root() { "" } else { "sudo " };
    if cfg!(windows) {
        format!("netstat -ano | findstr :{port}")
    } else if cfg!(target_os = "linux") {
        format!("{sudo}ss -anp sport = {port}")
    } else {
        format!("{sudo}lsof -nP -i :{port}")
    }
}
