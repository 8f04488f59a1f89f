//! Not a weapon: whom a datagram seems to come from may be the victim, and
//! some are never answered.

use crate::STAGES;
use crate::common::{PATIENCE, Server};
use crate::peer::Peer;
use crate::raw::{Forger, Wire, is_root};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4};

/// A server at an address where nobody else in this machine talks.
pub fn server(stage: &str, ip: Ipv4Addr) -> (Server, SocketAddrV4) {
    let args = format!("--stage {stage}");
    let server = Server::start_at(&format!("{ip}:0"), &args);
    let SocketAddr::V4(addr) = server.addr else { panic!("not IPv4") };
    (server, addr)
}

/// Sends one that seems to come from there; watches the address until the
/// server answers somebody real; nothing went to the forged sender.
fn never_answered(last: u8, from: impl Fn(SocketAddrV4) -> SocketAddrV4) {
    if !is_root("never answered") {
        return;
    }
    for (s, stage) in STAGES.into_iter().enumerate() {
        let ip = Ipv4Addr::new(127, 0, 77 + s as u8, last);
        let (server, addr) = server(stage, ip);
        let (wire, forged) = (Wire::at(ip), from(addr));
        for data in ["x", "", "join 123456\n", "/who\n"] {
            Forger::new().send(forged, addr, data);
        }
        let marker = Peer::at((ip, 0).into(), server.addr);
        marker.say("/help\n");
        marker.next();
        let marked = marker.socket.local_addr().unwrap();
        let seen = wire.until(|seen| SocketAddr::from(seen.to) == marked);
        let sent: Vec<_> = seen.iter().filter(|s| s.from == addr).collect();
        let ours = usize::from(forged == addr) * 4; // what we have forged
        assert_eq!(sent.len(), ours, "{stage}: {sent:?}");
        assert_eq!(seen.iter().filter(|s| s.from == forged).count(), 4);
        let told = server.wait_for_line(", the last from ");
        assert!(told.contains(&format!("{forged} (")), "{told}");
        if stage == "udp-broadcast" {
            server.wait_for_line("#1 "); // the marker is the first
            assert!(!told.contains('#'), "{told}");
        }
    }
}

#[test]
fn port_0_is_never_answered() {
    never_answered(100, |to| SocketAddrV4::new(*to.ip(), 0));
}

#[test]
fn the_old_echo_services_are_never_answered() {
    for port in [7, 13, 17, 19, 37] {
        never_answered(port, |to| SocketAddrV4::new(*to.ip(), port.into()));
    }
}

#[test]
fn our_own_address_is_never_answered() {
    never_answered(101, |to| to);
}

/// A server on every address would find itself behind each of them.
#[test]
fn on_every_address_each_of_ours_is_never_answered() {
    if !is_root("each of ours") {
        return;
    }
    let ip = Ipv4Addr::new(127, 0, 77, 102);
    for listen in ["0.0.0.0:0", ":0"] {
        let server = Server::start_at(listen, "--stage udp-echo");
        let us = SocketAddrV4::new(ip, server.addr.port());
        let wire = Wire::at(ip);
        Forger::new().send(us, us, "x");
        let marker = Peer::at((ip, 0).into(), us.into());
        marker.say("marker");
        let marked = marker.socket.local_addr().unwrap();
        // Its answer may bear another address of ours.
        marker.next_from_anybody(PATIENCE).expect("an answer");
        server.wait_for_line("(our own)");
        let seen = wire.until(|s| SocketAddr::from(s.to) == marked);
        // Nothing but what we have forged, and the marker.
        assert_eq!(seen.len(), 2, "{listen}: {seen:?}");
    }
}

#[test]
fn who_is_really_bound_to_an_old_port_hears_nothing() {
    if !is_root("an old port") {
        return;
    }
    for (listen, ip) in [
        ("127.0.0.1:0", IpAddr::from([127, 0, 77, 200])),
        ("[::1]:0", Ipv6Addr::LOCALHOST.into()),
    ] {
        let server = Server::start_at(listen, "--stage udp-echo");
        for port in [7, 13, 17, 19, 37] {
            let old = Peer::at((ip, port).into(), server.addr);
            old.say("x");
            Peer::of(&server).echo("marker"); // answered after it
            old.socket.set_nonblocking(true).unwrap();
            assert!(old.socket.recv(&mut [0; 9]).is_err(), "{listen} {port}");
        }
    }
}
