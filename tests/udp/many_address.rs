//! No sender has a broadcast address: who seems to is forged, and an answer
//! would reach everybody.

use crate::hosts::Host;
use crate::network::Network;
use crate::proof::prove;
use crate::raw::Forger;
use std::net::{Ipv4Addr, SocketAddrV4};

const ALL: Ipv4Addr = Ipv4Addr::new(10, 9, 1, 255);

/// Lets in what a strict router would drop (RFC 3704).
fn takes_any_sender(host: &Host) {
    for interface in ["all", "eth0"] {
        let file = format!("/proc/sys/net/ipv4/conf/{interface}/rp_filter");
        host.run(|| std::fs::write(file, "0").unwrap());
    }
}

fn never_answers_all(args: &str) {
    let Some(net) = Network::new("from all") else { return };
    let [a, b, ..] = net.hosts();
    takes_any_sender(&a);
    let server = a.server("10.9.1.1:7000", args);
    let before = a.sent();
    let to = SocketAddrV4::new(a.ip.into(), 7000);
    let forger = b.run(Forger::new);
    forger.send(SocketAddrV4::new(ALL, 7001), to, "x");
    let line = server.wait_for_line("not answered: 1 datagram so far");
    let why = format!("the last from {ALL}:7001 (an address of many)");
    assert!(line.ends_with(&why), "{line}");
    for said in ["", "join 123456789\n", "/who\n"] {
        forger.send(SocketAddrV4::new(ALL, 7001), to, said);
    }
    // Somebody real is answered after them: by the challenge, and the rest.
    let peer = b.peer(server.addr);
    if args.contains("--open") {
        peer.say("/quit\n");
        peer.line();
        server.wait_for_line("#1 closed: ");
        assert_eq!(server.log.count("registered"), 1);
    } else {
        prove(&peer);
        a.has_sent(before + 2); // the challenge and the echo
    }
}

#[test]
fn who_comes_from_the_subnets_broadcast_address_gets_no_echo() {
    never_answers_all("--stage udp-echo");
}

/// An open relay that may send there would have it for a member.
#[test]
fn who_comes_from_the_subnets_broadcast_address_is_no_member() {
    never_answers_all("--stage udp-broadcast --open --to 10.9.1.255:7001");
}
