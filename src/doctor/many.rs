//! Whether one datagram to many comes back to this machine: it is sent, and
//! heard, on each network interface that has an IPv4 address.

use super::Finding;
use if_addrs::{IfAddr, get_if_addrs};
use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, UdpSocket};
use std::process;
use std::time::{Duration, Instant, SystemTime};

/// How long an answer is waited for: it never leaves the machine.
const MOST: Duration = Duration::from_secs(1);
/// Of lesson 09; of those that stay within a site (RFC 2365).
const GROUP: Ipv4Addr = Ipv4Addr::new(239, 1, 2, 3);
const INTERFACES: usize = 16;

struct Interface {
    name: String,
    ip: Ipv4Addr,
    broadcast: Ipv4Addr,
    /// Our datagram came back; or what could not be done, and why.
    heard: bool,
    why: Option<(&'static str, io::Error)>,
}

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

type Prepare = fn(&UdpSocket, &Interface) -> io::Result<()>;

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

fn interfaces() -> Vec<Interface> {
    let rows = get_if_addrs().unwrap_or_default().into_iter();
    let all = rows.filter_map(|row| match &row.addr {
        // Other systems have no broadcast on the loopback interface.
        _ if row.is_loopback() && !cfg!(target_os = "linux") => None,
        IfAddr::V4(own) if own.prefixlen < 31 => {
            let broadcast = u32::from(own.ip) | !u32::from(own.netmask);
            Some(Interface {
                ip: own.ip,
                broadcast: broadcast.into(),
                name: row.name,
                heard: false,
                why: None,
            })
        }
        _ => None,
    });
    all.take(INTERFACES).collect()
}

/// All at once: one ear hears them, each by its own word.
fn ask(
    all: &mut [Interface],
    to: fn(&Interface) -> Ipv4Addr,
    join: Prepare,
    prepare: Prepare,
) -> io::Result<()> {
    let ear = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0))?;
    let port = ear.local_addr()?.port();
    let now = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default().as_nanos();
    let word = |nth| format!("echostage doctor {now} {} {nth}", process::id());
    for (nth, one) in all.iter_mut().enumerate() {
        if let Err(e) = join(&ear, one) {
            one.why = Some(("cannot be joined", e));
            continue;
        }
        let sent = UdpSocket::bind((one.ip, 0)).and_then(|socket| {
            prepare(&socket, one)?;
            socket.send_to(word(nth).as_bytes(), (to(one), port))
        });
        one.why = sent.err().map(|e| ("cannot be sent", e));
    }
    let end = Instant::now() + MOST;
    let mut bytes = [0; 100];
    while all.iter().any(|one| !one.heard && one.why.is_none()) {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            break;
        }
        ear.set_read_timeout(Some(left))?;
        let Ok((n, _)) = ear.recv_from(&mut bytes) else { break };
        for (nth, one) in all.iter_mut().enumerate() {
            one.heard |= bytes[..n] == *word(nth).as_bytes();
        }
    }
    Ok(())
}
