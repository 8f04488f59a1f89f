//! What a person sees when the server is ready.

use crate::net::Limit;
use crate::stage::Stage;
use std::fmt::Write;
use std::net::{IpAddr, SocketAddr};

/// Several lines, each with its end.
pub fn banner(
    stage: &Stage,
    service: &str,
    addr: SocketAddr,
    backlog: i32,
    limit: &Limit,
) -> String {
    let Limit { clients, why, .. } = limit;
    let ip = match addr.ip() {
        ip if ip.is_unspecified() => IpAddr::from([127, 0, 0, 1]),
        ip => ip,
    };
    let port = addr.port();
    let mut text = format!(
        "stage {}: {}\n\
         service {service}, backlog {backlog}, limit {clients} clients ({why})\n",
        stage.name, stage.model
    );
    if addr.ip().is_unspecified() {
        let v4 = addr.is_ipv4();
        for ip in neighbours().into_iter().filter(|ip| ip.is_ipv4() || !v4) {
            // Writing to a String can't fail.
            let _ = writeln!(text, "neighbours: telnet {ip} {port}");
        }
    }
    text + &format!("try: telnet {ip} {port}   stop: Ctrl-C\n")
}

/// The addresses of this machine that others can type.
fn neighbours() -> Vec<IpAddr> {
    let ours = if_addrs::get_if_addrs().unwrap_or_default();
    let ours = ours.into_iter().filter(|one| {
        // A link-local address means nothing without its interface's name.
        !one.is_loopback() && !one.is_link_local()
    });
    ours.map(|one| one.ip()).collect()
}
