//! Whom to talk to: `127.0.0.1:8899`, `localhost`, `[::1]:9`, `::1`.

use crate::net::Address;
use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

/// Where echostage listens unless it is told otherwise.
const PORT: u16 = 8899;

/// A host and a port, looked up only when they are needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target(Address);

impl FromStr for Target {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = complete(text)?;
        if text.ends_with(":0") {
            return Err("nobody listens on port 0: it means any port".into());
        }
        Ok(Self(text.parse()?))
    }
}

/// Adds what may be left out.
fn complete(text: &str) -> Result<String, String> {
    if text.is_empty() {
        return Err("write a host, as in 127.0.0.1 or localhost:8899".into());
    }
    if is_bare_v6(text) {
        return Ok(format!("[{text}]:{PORT}"));
    }
    if !text.contains(':') || text.starts_with('[') && text.ends_with(']') {
        return Ok(format!("{text}:{PORT}"));
    }
    let here = if text.starts_with(':') { "127.0.0.1" } else { "" };
    Ok(format!("{here}{text}"))
}

/// `::1`, and `fe80::1%eth0`: an address that only means something on a link.
fn is_bare_v6(text: &str) -> bool {
    let address = text.split_once('%').map_or(text, |(address, _)| address);
    address.parse::<Ipv6Addr>().is_ok()
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Target {
    /// The addresses to try, in this order; a lookup may take seconds.
    pub fn addrs(&self) -> io::Result<Vec<SocketAddr>> {
        let mut addrs = self.0.addrs()?;
        addrs.dedup();
        if addrs.is_empty() {
            return Err(io::Error::other("it has no address"));
        }
        Ok(addrs)
    }
}

/// Whether nobody but us and our neighbours can be hurt there: loopback,
/// private (RFC 1918, RFC 4193) or link-local (RFC 3927, RFC 4291).
pub fn is_ours(addr: SocketAddr) -> bool {
    match addr.ip().to_canonical() {
        IpAddr::V4(ip) => {
            ip.is_loopback()
                || ip.is_private()
                || ip.is_link_local()
                || ip.is_unspecified()
        }
        IpAddr::V6(ip) => {
            ip.is_loopback()
                || ip.is_unique_local()
                || ip.is_unicast_link_local()
                || ip.is_unspecified()
        }
    }
}
