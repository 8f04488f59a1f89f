//! A network interface by its name or its address: where a group is joined,
//! and where datagrams to it leave.

use if_addrs::{Interface as Row, get_if_addrs};
use std::convert::Infallible;
use std::fmt;
use std::io::{self, ErrorKind};
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

impl From<IpAddr> for Interface {
    fn from(ip: IpAddr) -> Self {
        Self(ip.to_string())
    }
}

impl Interface {
    /// IPv4 names an interface by an address of it (ip(7), IP_ADD_MEMBERSHIP).
    pub fn v4(&self) -> io::Result<Ipv4Addr> {
        self.first(|row| match row.ip() {
            IpAddr::V4(ip) => Some(ip),
            IpAddr::V6(_) => None,
        })
    }

    /// IPv6 names it by its number (RFC 3493, section 5.2).
    pub fn index(&self) -> io::Result<u32> {
        self.first(|row| row.index)
    }

    /// The system has a row for each address of an interface.
    fn first<T>(&self, find: impl Fn(&Row) -> Option<T>) -> io::Result<T> {
        let rows = get_if_addrs()?;
        let ours =
            |row: &&Row| row.name == self.0 || row.ip().to_string() == self.0;
        rows.iter().filter(ours).find_map(find).ok_or_else(|| {
            let text = "no such interface; see: ip address";
            io::Error::new(ErrorKind::NotFound, text)
        })
    }
}
