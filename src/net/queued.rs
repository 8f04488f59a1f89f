//! Who stands in the kernel's queue: no event tells it, so somebody looks. Who
//! is connected and not yet accepted has no inode (`proc_net_tcp(5)`).

use super::door::Door;
use super::holder::hex;
use super::os::cpu_time;
use crate::trace::{self, Kinds, What};
use std::fs;
use std::io;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// The least time between two looks.
const TICK: Duration = Duration::from_millis(10);
/// A look may take a sixtieth of the time: less than 2 % of a core. Of the
/// processor's time, for on a busy machine a look takes long and costs little.
const SHARE: u32 = 60;
/// Nobody wants to know: a change of that ends the rest.
const IDLE: Duration = Duration::from_secs(3600);
/// So many are named; the others are counted.
const NAMED: usize = 64;

/// Starts the thread that looks, while somebody listens to samples and the door
/// is open: after that we connect to ourselves, to wake who accepts.
pub fn start(addr: SocketAddr, door: Arc<Door>) -> io::Result<()> {
    let sampler = thread::Builder::new().name("sampler".into());
    sampler.spawn(move || {
        let mut before = None;
        loop {
            let wants = trace::wants_number();
            if !trace::wanted().has(Kinds::SAMPLED) {
                trace::rest(wants, IDLE);
                continue;
            }
            let start = cpu_time();
            let mut peers = queued(addr);
            if door.is_closing() {
                return;
            }
            // Who listens since a moment ago knows nothing of who stands there.
            let now = Some((wants, peers.clone()));
            if before != now {
                before = now;
                let more = peers.len().saturating_sub(NAMED);
                peers.truncate(NAMED);
                trace::emit(0, What::Queued { peers, more });
            }
            let cost = cpu_time().saturating_sub(start);
            trace::rest(wants, TICK.max(cost * SHARE));
        }
    })?;
    Ok(())
}

/// The peers of all connections to `addr` that nobody has accepted yet, in
/// order; none where the system can't tell.
pub fn queued(addr: SocketAddr) -> Vec<SocketAddr> {
    let path = if addr.is_ipv4() { "/proc/net/tcp" } else { "/proc/net/tcp6" };
    let table = fs::read_to_string(path).unwrap_or_default();
    let port = format!("{:04X}", addr.port());
    let ip = (!addr.ip().is_unspecified()).then(|| hex(addr.ip()));
    let mut peers: Vec<_> = table
        .lines()
        .filter_map(|row| peer(row, &port, ip.as_deref()))
        .collect();
    peers.sort();
    peers
}

/// Who is at the other end of a row, if nobody has accepted it: established
/// (01), or already closed by the client (08, CLOSE_WAIT), without an inode.
fn peer(row: &str, port: &str, ip: Option<&str>) -> Option<SocketAddr> {
    let mut fields = row.split_ascii_whitespace().skip(1);
    let (ours, theirs) = (fields.next()?, fields.next()?);
    let (our_ip, our_port) = ours.split_once(':')?;
    if our_port != port || ip.is_some_and(|ip| ip != our_ip) {
        return None;
    }
    let waits = matches!(fields.next()?, "01" | "08");
    let inode = fields.nth(5)?;
    (waits && inode == "0").then(|| address(theirs)).flatten()
}

/// The kernel prints words of 32 bits in host order.
pub(super) fn address(text: &str) -> Option<SocketAddr> {
    let (ip, port) = text.split_once(':')?;
    let port = u16::from_str_radix(port, 16).ok()?;
    let mut bytes = [0; 16];
    for (at, word) in bytes.chunks_mut(4).zip(0..ip.len() / 8) {
        let word = ip.get(word * 8..word * 8 + 8)?;
        let word = u32::from_str_radix(word, 16).ok()?;
        at.copy_from_slice(&word.to_ne_bytes());
    }
    let ip = match ip.len() {
        8 => IpAddr::from([bytes[0], bytes[1], bytes[2], bytes[3]]),
        _ => IpAddr::from(Ipv6Addr::from(bytes)).to_canonical(),
    };
    Some(SocketAddr::new(ip, port))
}
