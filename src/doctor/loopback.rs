//! Whether a client on this machine reaches a server on it: by 127.0.0.1, and
//! by ::1, which not every machine has.

use super::Finding;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, TcpListener, TcpStream};
use std::time::Duration;

const MOST: Duration = Duration::from_secs(1);

pub fn look(_: u16) -> Vec<Finding> {
    let v4 = is_reached();
    let v6 = reach(Ipv6Addr::LOCALHOST.into());
    let up = match cfg!(target_os = "linux") {
        true => "sudo ip link set lo up",
        false => "see: ifconfig -a",
    };
    vec![
        match v4 {
            Ok(()) => Finding::ok("loopback", "127.0.0.1 is reached"),
            Err(why) => Finding::bad("loopback", why, up),
        },
        match v6 {
            Ok(()) => Finding::ok("IPv6", "::1 is reached"),
            Err(why) => Finding::look(
                "IPv6",
                why,
                "write 127.0.0.1, not localhost or [::1]; on Linux: sudo \
                 sysctl net.ipv6.conf.lo.disable_ipv6=0",
            ),
        },
    ]
}

/// What all else on this machine needs; or why it is not.
pub fn is_reached() -> Result<(), String> {
    reach(Ipv4Addr::LOCALHOST.into())
}

fn reach(ip: IpAddr) -> Result<(), String> {
    let told = |what| move |e: io::Error| format!("{ip} {what}: {e}");
    let server =
        TcpListener::bind((ip, 0)).map_err(told("can't be listened on"))?;
    let addr = server.local_addr().map_err(told("has no port"))?;
    let reached = TcpStream::connect_timeout(&addr, MOST);
    reached.map(drop).map_err(told("is not reached"))
}
