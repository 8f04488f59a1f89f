//! A network interface by its name or its address: where a group is joined,
//! and where datagrams to it leave.

use if_addrs::{IfAddr, get_if_addrs};
use std::convert::Infallible;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr};
use std::str::FromStr;

/// As it was written; whether it is there shows when it is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interface(String);

impl FromStr for Interface {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.into()))
    }
}

impl fmt::Display for Interface {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Interface {
    /// IPv4 names an interface by an address of it (ip(7), IP_ADD_MEMBERSHIP).
    pub fn v4(&self) -> Option<Ipv4Addr> {
        self.rows().find_map(|(_, ip, _)| match ip {
            IpAddr::V4(ip) => Some(ip),
            IpAddr::V6(_) => None,
        })
    }

    /// IPv6 names it by its number (RFC 3493, section 5.2).
    pub fn index(&self) -> Option<u32> {
        self.rows().find_map(|(_, _, index)| index)
    }

    /// What the system knows of it: one row for each address.
    fn rows(&self) -> impl Iterator<Item = (String, IpAddr, Option<u32>)> {
        let wanted = self.0.clone();
        let all = get_if_addrs().unwrap_or_default().into_iter();
        all.map(|row| {
            let ip = match row.addr {
                IfAddr::V4(v4) => IpAddr::V4(v4.ip),
                IfAddr::V6(v6) => IpAddr::V6(v6.ip),
            };
            (row.name, ip, row.index)
        })
        .filter(move |(name, ip, _)| {
            *name == wanted || ip.to_string() == wanted
        })
    }
}
