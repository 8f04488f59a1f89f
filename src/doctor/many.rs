//! Whether one datagram to many comes back to this machine: it is sent, and
//! heard, on each network interface that has an IPv4 address.

use super::Finding;
use super::ear::{Interface, Prepare, ask, interfaces};
use std::io::ErrorKind;
use std::net::Ipv4Addr;

/// Of lesson 09; of those that stay within a site (RFC 2365).
const GROUP: Ipv4Addr = Ipv4Addr::new(239, 1, 2, 3);

/// One datagram of some 40 B on each network: whoever hears it has no such
/// port open.
pub fn broadcast(_: u16) -> Vec<Finding> {
    told(
        "broadcast",
        |one| one.broadcast,
        |_, _| Ok(()),
        |socket, _| socket.set_broadcast(true),
    )
}

/// With a time to live of 0, it does not leave this machine (`ip(7)`).
pub fn multicast(_: u16) -> Vec<Finding> {
    told(
        "multicast",
        |_| GROUP,
        |ear, one| match ear.join_multicast_v4(&GROUP, &one.ip) {
            // By another address of this interface: we are in already.
            Err(e) if e.kind() == ErrorKind::AddrInUse => Ok(()),
            joined => joined,
        },
        |socket, one| {
            socket.set_multicast_ttl_v4(0)?;
            socket.set_multicast_loop_v4(true)?;
            socket2::SockRef::from(socket).set_multicast_if_v4(&one.ip)
        },
    )
}

fn told(
    check: &'static str,
    to: fn(&Interface) -> Ipv4Addr,
    join: Prepare,
    prepare: Prepare,
) -> Vec<Finding> {
    let mut all = interfaces();
    if let Err(e) = ask(&mut all, to, join, prepare) {
        let seen = format!("cannot be tried: {e}");
        return vec![Finding::look(check, seen, "")];
    }
    let heard = all.iter().filter(|one| one.heard);
    let mut heard: Vec<_> =
        heard.map(|one| format!("{} ({})", one.name, to(one))).collect();
    heard.dedup(); // two addresses of one interface
    let mut found = Vec::new();
    if !heard.is_empty() {
        let seen = format!("comes back on {}", heard.join(", "));
        found.push(Finding::ok(check, seen));
    }
    for one in all.iter().filter(|one| !one.heard) {
        let place = format!("{} ({})", one.name, to(one));
        let (seen, todo) = match &one.why {
            Some((what, why)) => {
                (format!("{what} on {place}: {why}"), "see: ip address")
            }
            None => (
                format!("not heard in 1 s on {place}"),
                "a firewall may drop it; see: ip address, sudo nft list \
                 ruleset",
            ),
        };
        found.push(Finding::look(check, seen, todo));
    }
    if found.is_empty() {
        let seen = "no network interface has an IPv4 address";
        found.push(Finding::look(check, seen, "see: ip address"));
    }
    found
}
