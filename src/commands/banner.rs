//! What a person sees when the server is ready.

use crate::net::Limit;
use crate::stage::Stage;
use std::fmt::Write;
use std::net::{IpAddr, SocketAddr, UdpSocket};

/// Several lines, each with its end.
pub fn banner(
    stage: &Stage,
    service: &str,
    addr: SocketAddr,
    backlog: i32,
    limit: &Limit,
) -> String {
    let Limit { clients, why } = limit;
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
        for ip in neighbours() {
            // Writing to a String can't fail.
            let _ = writeln!(text, "neighbours: telnet {ip} {port}");
        }
    }
    text + &format!("try: telnet {ip} {port}   stop: Ctrl-C\n")
}

/// The addresses under which others can reach this machine: those from which
/// it would send. A UDP connect sends nothing; it only picks a route.
fn neighbours() -> Vec<IpAddr> {
    let routes = [("0.0.0.0:0", "192.0.2.1:9"), ("[::]:0", "[2001:db8::1]:9")];
    let source = |(any, far): (&str, &str)| {
        let socket = UdpSocket::bind(any).ok()?;
        socket.connect(far).ok()?;
        Some(socket.local_addr().ok()?.ip())
    };
    routes.into_iter().filter_map(source).collect()
}
