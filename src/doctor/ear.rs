//! One ear hears what is sent to many on each network interface that has an
//! IPv4 address.

use if_addrs::{IfAddr, get_if_addrs};
use std::io;
use std::net::{Ipv4Addr, UdpSocket};
use std::process;
use std::time::{Duration, Instant, SystemTime};

/// How long an answer is waited for: it never leaves the machine.
const MOST: Duration = Duration::from_secs(1);
const INTERFACES: usize = 16;

pub struct Interface {
    pub name: String,
    pub ip: Ipv4Addr,
    pub broadcast: Ipv4Addr,
    /// Our datagram came back; or what could not be done, and why.
    pub heard: bool,
    pub why: Option<(&'static str, io::Error)>,
}

pub type Prepare = fn(&UdpSocket, &Interface) -> io::Result<()>;

pub fn interfaces() -> Vec<Interface> {
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
pub fn ask(
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
