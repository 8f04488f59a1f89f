//! Where to listen: `127.0.0.1:8899`, `localhost:8899`, `[::1]:0`, `:8899`.

use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs};
use std::str::FromStr;

/// A host, empty for all addresses of this machine, and a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    host: String,
    port: u16,
}

impl FromStr for Place {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (host, port) = text
            .rsplit_once(':')
            .ok_or("no port: write ADDR:PORT, as in 127.0.0.1:8899")?;
        let digits =
            !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit());
        let port = match port.parse() {
            Ok(port) if digits => port,
            _ if digits => {
                return Err(format!("port {port} is not in 0 to 65535"));
            }
            _ => {
                return Err(format!(
                    "port '{port}' is not a number from 0 to 65535"
                ));
            }
        };
        let bare = host.strip_prefix('[').and_then(|h| h.strip_suffix(']'));
        if bare.is_none() && host.contains(':') {
            return Err("write an IPv6 address as [::1]:8899".into());
        }
        Ok(Self { host: bare.unwrap_or(host).into(), port })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let (open, close) =
            if self.host.contains(':') { ("[", "]") } else { ("", "") };
        write!(f, "{open}{}{close}:{}", self.host, self.port)
    }
}

impl Place {
    /// The addresses to try, in this order. A name's IPv4 address comes
    /// first: `telnet 127.0.0.1` shall reach who listens on `localhost`.
    pub fn addrs(&self) -> io::Result<Vec<SocketAddr>> {
        if self.host.is_empty() {
            let all: [IpAddr; 2] =
                [Ipv6Addr::UNSPECIFIED.into(), Ipv4Addr::UNSPECIFIED.into()];
            return Ok(all.map(|ip| SocketAddr::new(ip, self.port)).into());
        }
        let mut addrs: Vec<_> =
            (&*self.host, self.port).to_socket_addrs()?.collect();
        addrs.sort_by_key(SocketAddr::is_ipv6);
        Ok(addrs)
    }
}
